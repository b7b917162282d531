/// What runs by itself: mailing, notices, housekeeping.
@NullMarked
package dev.rekey.adapter.in.schedule;

import org.jspecify.annotations.NullMarked;
