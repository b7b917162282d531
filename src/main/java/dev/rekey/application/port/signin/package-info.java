/// Ports of signing in: credentials and token usage.
@NullMarked
package dev.rekey.application.port.signin;

import org.jspecify.annotations.NullMarked;
