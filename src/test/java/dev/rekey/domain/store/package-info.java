@NullMarked
package dev.rekey.domain.store;

import org.jspecify.annotations.NullMarked;
