@NullMarked
package dev.rekey.adapter.out.keycloak;

import org.jspecify.annotations.NullMarked;
