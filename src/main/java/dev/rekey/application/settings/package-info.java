/// Use cases that change settings and purge expired data.
@NullMarked
package dev.rekey.application.settings;

import org.jspecify.annotations.NullMarked;
