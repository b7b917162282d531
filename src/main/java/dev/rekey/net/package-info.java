/// Addresses and networks (CIDR).
@NullMarked
package dev.rekey.net;

import org.jspecify.annotations.NullMarked;
