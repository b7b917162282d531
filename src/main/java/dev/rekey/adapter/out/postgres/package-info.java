/// What is kept, in PostgreSQL. Rows never leave this package.
@NullMarked
package dev.rekey.adapter.out.postgres;

import org.jspecify.annotations.NullMarked;
