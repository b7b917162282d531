/// Ports for customers.
@NullMarked
package dev.rekey.application.port.customer;

import org.jspecify.annotations.NullMarked;
