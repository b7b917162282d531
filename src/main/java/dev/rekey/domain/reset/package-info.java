/// Password resets: the request, its rate limits and the token in the mailed link.
@NullMarked
package dev.rekey.domain.reset;

import org.jspecify.annotations.NullMarked;
