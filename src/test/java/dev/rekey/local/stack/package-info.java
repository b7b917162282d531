/// The local stack: real servers and the packaged service, without Docker. It lives among the tests
/// so that nothing of it reaches the artifact.
@NullMarked
package dev.rekey.local.stack;

import org.jspecify.annotations.NullMarked;
