/// Storefronts: their names, addresses, colours and languages.
@NullMarked
package dev.rekey.domain.store;

import org.jspecify.annotations.NullMarked;
