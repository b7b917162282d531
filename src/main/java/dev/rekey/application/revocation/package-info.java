/// Use cases that revoke tokens: force sign-in, bulk jobs, propagation to remote servers.
@NullMarked
package dev.rekey.application.revocation;

import org.jspecify.annotations.NullMarked;
