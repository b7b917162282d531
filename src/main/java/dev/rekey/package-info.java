/// Rekey: a customer who forgot the password gets back in, and whoever is in can be signed out.
@NullMarked
package dev.rekey;

import org.jspecify.annotations.NullMarked;
