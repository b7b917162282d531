/// Customers, their stores and their email addresses.
@NullMarked
package dev.rekey.domain.customer;

import org.jspecify.annotations.NullMarked;
