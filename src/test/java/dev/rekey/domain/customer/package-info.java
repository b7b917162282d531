@NullMarked
package dev.rekey.domain.customer;

import org.jspecify.annotations.NullMarked;
