/// Work for later, kept and shared out by db-scheduler.
@NullMarked
package dev.rekey.adapter.out.dbscheduler;

import org.jspecify.annotations.NullMarked;
