/// The rules of Rekey, free of frameworks, clocks, chance and I/O.
@NullMarked
package dev.rekey.domain;

import org.jspecify.annotations.NullMarked;
