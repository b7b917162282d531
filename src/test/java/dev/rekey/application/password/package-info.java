@NullMarked
package dev.rekey.application.password;

import org.jspecify.annotations.NullMarked;
