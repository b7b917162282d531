@NullMarked
package dev.rekey.adapter.in.http;

import org.jspecify.annotations.NullMarked;
