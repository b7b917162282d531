@NullMarked
package dev.rekey.adapter.in.web.page;

import org.jspecify.annotations.NullMarked;
