/// The JSON API over the use cases.
@NullMarked
package dev.rekey.adapter.in.rest;

import org.jspecify.annotations.NullMarked;
