/// HTTP calls to other systems, protected against server-side request forgery.
@NullMarked
package dev.rekey.adapter.out.http;

import org.jspecify.annotations.NullMarked;
