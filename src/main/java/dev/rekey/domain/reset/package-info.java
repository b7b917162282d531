/// Asking for a new password: the request, its limits, the token in the mailed link.
@NullMarked
package dev.rekey.domain.reset;

import org.jspecify.annotations.NullMarked;
