/// What happened, by whom, from where, and how it ended.
@NullMarked
package dev.rekey.domain.audit;

import org.jspecify.annotations.NullMarked;
