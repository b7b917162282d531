@NullMarked
package dev.rekey.adapter.out.postgres.reset;

import org.jspecify.annotations.NullMarked;
