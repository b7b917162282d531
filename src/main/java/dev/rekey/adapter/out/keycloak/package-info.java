/// Keycloak as the identity backend: accounts, passwords and sessions of one realm.
@NullMarked
package dev.rekey.adapter.out.keycloak;

import org.jspecify.annotations.NullMarked;
