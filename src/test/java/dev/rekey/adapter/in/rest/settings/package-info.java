@NullMarked
package dev.rekey.adapter.in.rest.settings;

import org.jspecify.annotations.NullMarked;
