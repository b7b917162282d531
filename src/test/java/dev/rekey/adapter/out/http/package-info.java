@NullMarked
package dev.rekey.adapter.out.http;

import org.jspecify.annotations.NullMarked;
