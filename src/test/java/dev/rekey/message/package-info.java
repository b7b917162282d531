@NullMarked
package dev.rekey.message;

import org.jspecify.annotations.NullMarked;
