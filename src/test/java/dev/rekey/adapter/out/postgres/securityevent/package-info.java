@NullMarked
package dev.rekey.adapter.out.postgres.securityevent;

import org.jspecify.annotations.NullMarked;
