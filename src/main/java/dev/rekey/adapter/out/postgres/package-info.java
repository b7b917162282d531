/// Storage in PostgreSQL: what several wings share, and the customers. The rows of tokens stay
/// beside the row of customers that they join, because a row is used in its package only.
@NullMarked
package dev.rekey.adapter.out.postgres;

import org.jspecify.annotations.NullMarked;
