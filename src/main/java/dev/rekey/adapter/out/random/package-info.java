/// Random tokens from the platform's secure generator.
@NullMarked
package dev.rekey.adapter.out.random;

import org.jspecify.annotations.NullMarked;
