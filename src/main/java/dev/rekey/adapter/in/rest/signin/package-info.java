/// Resources for sign-in.
@NullMarked
package dev.rekey.adapter.in.rest.signin;

import org.jspecify.annotations.NullMarked;
