/// What is said to people, in their language.
@NullMarked
package dev.rekey.message;

import org.jspecify.annotations.NullMarked;
