/// Ports for access tokens and their revocation.
@NullMarked
package dev.rekey.application.port.revocation;

import org.jspecify.annotations.NullMarked;
