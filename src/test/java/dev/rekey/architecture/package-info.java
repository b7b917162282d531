/// The rules of the architecture, as tests. `wrong` holds one deliberately wrong class or more for
/// each of them: a rule that does not reject them checks nothing.
@NullMarked
package dev.rekey.architecture;

import org.jspecify.annotations.NullMarked;
