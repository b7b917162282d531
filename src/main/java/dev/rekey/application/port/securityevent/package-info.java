/// Ports for security events.
@NullMarked
package dev.rekey.application.port.securityevent;

import org.jspecify.annotations.NullMarked;
