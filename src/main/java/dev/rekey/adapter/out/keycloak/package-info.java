/// A Keycloak realm as the keeper of accounts and of what they are signed in with.
@NullMarked
package dev.rekey.adapter.out.keycloak;

import org.jspecify.annotations.NullMarked;
