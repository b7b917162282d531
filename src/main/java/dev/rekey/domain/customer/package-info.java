/// Who can sign in: customers, their stores, addresses and languages.
@NullMarked
package dev.rekey.domain.customer;

import org.jspecify.annotations.NullMarked;
