/// Passwords and the rules that a new one must meet.
@NullMarked
package dev.rekey.domain.password;

import org.jspecify.annotations.NullMarked;
