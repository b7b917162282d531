/// Security event tokens: signing, and push delivery to receivers.
@NullMarked
package dev.rekey.adapter.out.events;

import org.jspecify.annotations.NullMarked;
