/// Storage of security events and their streams in PostgreSQL.
@NullMarked
package dev.rekey.adapter.out.postgres.securityevent;

import org.jspecify.annotations.NullMarked;
