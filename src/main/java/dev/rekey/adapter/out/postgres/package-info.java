/// Storage in PostgreSQL. Row types are used in this package only.
@NullMarked
package dev.rekey.adapter.out.postgres;

import org.jspecify.annotations.NullMarked;
