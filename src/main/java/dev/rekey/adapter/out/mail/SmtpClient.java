package dev.rekey.adapter.out.mail;

import io.quarkus.mailer.Mail;
import java.util.concurrent.CompletableFuture;

/// Speaks SMTP.
interface SmtpClient {
  /// Hands `mail` to the mail server. What it answers always completes: a server that says nothing
  /// for long is given up.
  CompletableFuture<Void> send(Mail mail);
}
