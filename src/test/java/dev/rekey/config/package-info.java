@NullMarked
package dev.rekey.config;

import org.jspecify.annotations.NullMarked;
