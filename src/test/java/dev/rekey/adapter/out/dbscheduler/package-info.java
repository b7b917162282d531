@NullMarked
package dev.rekey.adapter.out.dbscheduler;

import org.jspecify.annotations.NullMarked;
