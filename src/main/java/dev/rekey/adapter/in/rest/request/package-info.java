/// Strict parsing of requests: JSON, parameters, callers.
@NullMarked
package dev.rekey.adapter.in.rest.request;

import org.jspecify.annotations.NullMarked;
