/// The interfaces that the use cases need from outside, named by role. A read without a rule of its
/// own goes from a driving adapter to the port directly.
@NullMarked
package dev.rekey.application.port;

import org.jspecify.annotations.NullMarked;
