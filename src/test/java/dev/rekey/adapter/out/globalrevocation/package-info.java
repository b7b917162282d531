@NullMarked
package dev.rekey.adapter.out.globalrevocation;

import org.jspecify.annotations.NullMarked;
