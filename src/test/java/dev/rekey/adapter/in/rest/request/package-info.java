@NullMarked
package dev.rekey.adapter.in.rest.request;

import org.jspecify.annotations.NullMarked;
