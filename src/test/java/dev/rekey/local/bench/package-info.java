/// Benchmarks.
@NullMarked
package dev.rekey.local.bench;

import org.jspecify.annotations.NullMarked;
