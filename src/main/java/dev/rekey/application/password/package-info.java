/// Use cases that change a password or dispute a change.
@NullMarked
package dev.rekey.application.password;

import org.jspecify.annotations.NullMarked;
