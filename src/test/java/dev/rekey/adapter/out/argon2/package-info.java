/// Lists of leaked passwords, against a list that is searched from one end to the other.
@NullMarked
package dev.rekey.adapter.out.argon2;

import org.jspecify.annotations.NullMarked;
