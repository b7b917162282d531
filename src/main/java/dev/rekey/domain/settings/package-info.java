/// The settings that an administrator can change while the service runs.
@NullMarked
package dev.rekey.domain.settings;

import org.jspecify.annotations.NullMarked;
