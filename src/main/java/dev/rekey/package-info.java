/// Rekey: password reset and force sign-in for customers of a store.
@NullMarked
package dev.rekey;

import org.jspecify.annotations.NullMarked;
