@NullMarked
package dev.rekey.application.customer;

import org.jspecify.annotations.NullMarked;
