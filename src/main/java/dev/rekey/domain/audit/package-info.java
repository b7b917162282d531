/// Audit events.
@NullMarked
package dev.rekey.domain.audit;

import org.jspecify.annotations.NullMarked;
