@NullMarked
package dev.rekey.domain.reset;

import org.jspecify.annotations.NullMarked;
