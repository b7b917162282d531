/// Classes that break a rule of the architecture, for the proof that the rule sees it.
@NullMarked
package dev.rekey.architecture.wrong.adapter.in.web.page;

import org.jspecify.annotations.NullMarked;
