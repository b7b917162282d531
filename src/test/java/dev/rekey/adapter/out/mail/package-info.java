/// The mail client, against a server that takes its time.
@NullMarked
package dev.rekey.adapter.out.mail;

import org.jspecify.annotations.NullMarked;
