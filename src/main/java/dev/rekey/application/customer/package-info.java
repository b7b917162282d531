/// Use cases that read and provision customers.
@NullMarked
package dev.rekey.application.customer;

import org.jspecify.annotations.NullMarked;
