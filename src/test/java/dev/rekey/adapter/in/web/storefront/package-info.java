@NullMarked
package dev.rekey.adapter.in.web.storefront;

import org.jspecify.annotations.NullMarked;
