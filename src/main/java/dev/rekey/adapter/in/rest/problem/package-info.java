/// Problem details (RFC 9457) and the exceptions that are mapped to them.
@NullMarked
package dev.rekey.adapter.in.rest.problem;

import org.jspecify.annotations.NullMarked;
