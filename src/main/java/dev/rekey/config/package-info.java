/// The settings of the service: types, converters and checks at startup.
@NullMarked
package dev.rekey.config;

import org.jspecify.annotations.NullMarked;
