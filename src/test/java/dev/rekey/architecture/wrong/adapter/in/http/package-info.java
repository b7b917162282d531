/// Classes that break a rule of the architecture, for the proof that the rule sees it.
@NullMarked
package dev.rekey.architecture.wrong.adapter.in.http;

import org.jspecify.annotations.NullMarked;
