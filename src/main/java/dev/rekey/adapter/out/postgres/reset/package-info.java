/// Storage of reset requests in PostgreSQL: rate limits, intake and outbox.
@NullMarked
package dev.rekey.adapter.out.postgres.reset;

import org.jspecify.annotations.NullMarked;
