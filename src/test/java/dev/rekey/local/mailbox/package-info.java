/// The mail server of the local stack, and its page.
@NullMarked
package dev.rekey.local.mailbox;

import org.jspecify.annotations.NullMarked;
