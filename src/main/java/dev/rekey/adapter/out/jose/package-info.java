/// Verification of signed requests, and the key sets of their issuers.
@NullMarked
package dev.rekey.adapter.out.jose;

import org.jspecify.annotations.NullMarked;
