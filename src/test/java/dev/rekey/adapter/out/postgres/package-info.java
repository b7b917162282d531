/// The PostgreSQL adapters against a real PostgreSQL.
@NullMarked
package dev.rekey.adapter.out.postgres;

import org.jspecify.annotations.NullMarked;
