/// Access tokens and their revocation.
@NullMarked
package dev.rekey.domain.revocation;

import org.jspecify.annotations.NullMarked;
