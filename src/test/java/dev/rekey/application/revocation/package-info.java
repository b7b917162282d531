@NullMarked
package dev.rekey.application.revocation;

import org.jspecify.annotations.NullMarked;
