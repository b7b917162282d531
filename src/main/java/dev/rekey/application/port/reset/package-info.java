/// Ports of the password reset.
@NullMarked
package dev.rekey.application.port.reset;

import org.jspecify.annotations.NullMarked;
