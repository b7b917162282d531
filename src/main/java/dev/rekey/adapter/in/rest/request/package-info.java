/// What resources share: strict reading of JSON, parameters and callers, and common responses.
@NullMarked
package dev.rekey.adapter.in.rest.request;

import org.jspecify.annotations.NullMarked;
