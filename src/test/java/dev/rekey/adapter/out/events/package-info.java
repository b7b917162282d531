@NullMarked
package dev.rekey.adapter.out.events;

import org.jspecify.annotations.NullMarked;
