/// Dispute links of password changes in PostgreSQL.
@NullMarked
package dev.rekey.adapter.out.postgres.password;

import org.jspecify.annotations.NullMarked;
