/// Shared code of all pages: layout, CSRF tokens, cookies, assets.
@NullMarked
package dev.rekey.adapter.in.web.page;

import org.jspecify.annotations.NullMarked;
