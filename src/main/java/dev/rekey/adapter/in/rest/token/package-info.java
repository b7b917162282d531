/// Resources for access tokens, their revocation and bulk force sign-in.
@NullMarked
package dev.rekey.adapter.in.rest.token;

import org.jspecify.annotations.NullMarked;
