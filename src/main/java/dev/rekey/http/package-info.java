/// What every adapter that speaks HTTP has to know: who is at the other end, whom it may call, and
/// what octets say.
@NullMarked
package dev.rekey.http;

import org.jspecify.annotations.NullMarked;
