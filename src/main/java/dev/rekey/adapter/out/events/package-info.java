/// Security events as signed tokens, and their way to receivers that want them pushed.
@NullMarked
package dev.rekey.adapter.out.events;

import org.jspecify.annotations.NullMarked;
