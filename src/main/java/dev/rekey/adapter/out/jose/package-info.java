/// Calls that other systems sign, and the keys that they sign with.
@NullMarked
package dev.rekey.adapter.out.jose;

import org.jspecify.annotations.NullMarked;
