/// Password hashes, failed sign-ins and token uses in PostgreSQL.
@NullMarked
package dev.rekey.adapter.out.postgres.signin;

import org.jspecify.annotations.NullMarked;
