/// Ports for settings that change at run time.
@NullMarked
package dev.rekey.application.port.settings;

import org.jspecify.annotations.NullMarked;
