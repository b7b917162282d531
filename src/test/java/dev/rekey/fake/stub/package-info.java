/// Stand-ins for the driven ports that keep nothing in the shared store.
@NullMarked
package dev.rekey.fake.stub;

import org.jspecify.annotations.NullMarked;
