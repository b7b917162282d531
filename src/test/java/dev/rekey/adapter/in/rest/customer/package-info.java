@NullMarked
package dev.rekey.adapter.in.rest.customer;

import org.jspecify.annotations.NullMarked;
