/// Ports for passwords: hashing, compromised passwords, disputes.
@NullMarked
package dev.rekey.application.port.password;

import org.jspecify.annotations.NullMarked;
