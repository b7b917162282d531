/// Password hashing with Argon2id.
@NullMarked
package dev.rekey.adapter.out.argon2;

import org.jspecify.annotations.NullMarked;
