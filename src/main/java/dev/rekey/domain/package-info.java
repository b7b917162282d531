/// The rules of the service, without frameworks, clocks, randomness or I/O.
@NullMarked
package dev.rekey.domain;

import org.jspecify.annotations.NullMarked;
