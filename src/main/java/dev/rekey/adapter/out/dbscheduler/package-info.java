/// Durable background tasks, stored and distributed by db-scheduler.
@NullMarked
package dev.rekey.adapter.out.dbscheduler;

import org.jspecify.annotations.NullMarked;
