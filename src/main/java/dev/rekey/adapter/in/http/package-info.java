/// HTTP code that the REST API and the pages share.
@NullMarked
package dev.rekey.adapter.in.http;

import org.jspecify.annotations.NullMarked;
