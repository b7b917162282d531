@NullMarked
package dev.rekey.adapter.in.rest.ssf;

import org.jspecify.annotations.NullMarked;
