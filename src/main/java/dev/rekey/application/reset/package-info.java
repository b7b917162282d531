/// Use cases of a password reset: request, mail, validate, confirm.
@NullMarked
package dev.rekey.application.reset;

import org.jspecify.annotations.NullMarked;
