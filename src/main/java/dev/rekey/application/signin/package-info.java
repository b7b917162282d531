/// Use cases of signing in and out, and authentication of access tokens.
@NullMarked
package dev.rekey.application.signin;

import org.jspecify.annotations.NullMarked;
