/// The changed settings in PostgreSQL.
@NullMarked
package dev.rekey.adapter.out.postgres.settings;

import org.jspecify.annotations.NullMarked;
