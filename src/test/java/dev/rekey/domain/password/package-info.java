@NullMarked
package dev.rekey.domain.password;

import org.jspecify.annotations.NullMarked;
