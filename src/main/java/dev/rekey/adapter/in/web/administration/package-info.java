/// Pages for administrators.
@NullMarked
package dev.rekey.adapter.in.web.administration;

import org.jspecify.annotations.NullMarked;
