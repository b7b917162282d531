/// Force sign-in jobs and revocations in PostgreSQL.
@NullMarked
package dev.rekey.adapter.out.postgres.revocation;

import org.jspecify.annotations.NullMarked;
