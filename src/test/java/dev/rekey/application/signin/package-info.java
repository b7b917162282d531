@NullMarked
package dev.rekey.application.signin;

import org.jspecify.annotations.NullMarked;
