/// Tests of signed calls.
@NullMarked
package dev.rekey.adapter.out.jose;

import org.jspecify.annotations.NullMarked;
