/// Localized texts for people.
@NullMarked
package dev.rekey.message;

import org.jspecify.annotations.NullMarked;
