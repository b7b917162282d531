/// Reset requests in PostgreSQL: rate limits, intake, outbox.
@NullMarked
package dev.rekey.adapter.out.postgres.reset;

import org.jspecify.annotations.NullMarked;
