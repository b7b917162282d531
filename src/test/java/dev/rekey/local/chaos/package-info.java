/// The chaos run: faults, and the verification of its results.
@NullMarked
package dev.rekey.local.chaos;

import org.jspecify.annotations.NullMarked;
