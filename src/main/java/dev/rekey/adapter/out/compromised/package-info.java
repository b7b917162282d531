/// Known-leaked passwords, in a local list.
@NullMarked
package dev.rekey.adapter.out.compromised;

import org.jspecify.annotations.NullMarked;
