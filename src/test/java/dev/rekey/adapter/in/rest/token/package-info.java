@NullMarked
package dev.rekey.adapter.in.rest.token;

import org.jspecify.annotations.NullMarked;
