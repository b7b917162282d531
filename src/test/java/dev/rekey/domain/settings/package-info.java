@NullMarked
package dev.rekey.domain.settings;

import org.jspecify.annotations.NullMarked;
