/// Load generators.
@NullMarked
package dev.rekey.local.load;

import org.jspecify.annotations.NullMarked;
