/// What every adapter that is called over HTTP has to know: who is at the other end, and what
/// octets say.
@NullMarked
package dev.rekey.http;

import org.jspecify.annotations.NullMarked;
