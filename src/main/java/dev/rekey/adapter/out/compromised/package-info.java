/// Local lists of compromised passwords.
@NullMarked
package dev.rekey.adapter.out.compromised;

import org.jspecify.annotations.NullMarked;
