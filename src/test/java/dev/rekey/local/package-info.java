/// The local stack: a real PostgreSQL, a real SMTP server with a mailbox to look into, a real OIDC
/// provider and the packaged service, all without Docker. `bin/run`, the tests and the benchmark
/// use the same classes. It lives among the tests so that nothing of it reaches the artifact.
@NullMarked
package dev.rekey.local;

import org.jspecify.annotations.NullMarked;
