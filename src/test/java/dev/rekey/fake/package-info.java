/// In-memory stand-ins for the driven ports, over one shared store. Those that keep something pass
/// the same contracts as the real adapters.
@NullMarked
package dev.rekey.fake;

import org.jspecify.annotations.NullMarked;
