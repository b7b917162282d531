@NullMarked
package dev.rekey.domain.revocation;

import org.jspecify.annotations.NullMarked;
