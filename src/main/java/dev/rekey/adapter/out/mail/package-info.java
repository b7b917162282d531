/// Emails to customers, over SMTP.
@NullMarked
package dev.rekey.adapter.out.mail;

import org.jspecify.annotations.NullMarked;
