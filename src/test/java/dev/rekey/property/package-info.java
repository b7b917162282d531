/// Random inputs for tests that check a property instead of examples.
@NullMarked
package dev.rekey.property;

import org.jspecify.annotations.NullMarked;
