@NullMarked
package dev.rekey.application.reset;

import org.jspecify.annotations.NullMarked;
