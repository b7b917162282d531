@NullMarked
package dev.rekey.http;

import org.jspecify.annotations.NullMarked;
