@NullMarked
package dev.rekey.domain;

import org.jspecify.annotations.NullMarked;
