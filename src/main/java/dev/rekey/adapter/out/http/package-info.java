/// HTTP calls to other systems, guarded against server-side request forgery.
@NullMarked
package dev.rekey.adapter.out.http;

import org.jspecify.annotations.NullMarked;
