/// Recurring background work.
@NullMarked
package dev.rekey.adapter.in.worker;

import org.jspecify.annotations.NullMarked;
