/// Resources for settings that change at run time.
@NullMarked
package dev.rekey.adapter.in.rest.settings;

import org.jspecify.annotations.NullMarked;
