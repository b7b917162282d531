/// Resources for password resets and disputes.
@NullMarked
package dev.rekey.adapter.in.rest.reset;

import org.jspecify.annotations.NullMarked;
