/// Creates the use cases and the adapters. No other package calls a constructor of a use case.
@NullMarked
package dev.rekey.wiring;

import org.jspecify.annotations.NullMarked;
