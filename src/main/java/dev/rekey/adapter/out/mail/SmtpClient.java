package dev.rekey.adapter.out.mail;

import io.vertx.ext.mail.MailMessage;
import java.util.concurrent.CompletableFuture;

/// Sends mail over SMTP.
interface SmtpClient {
  /// Sends `mail` to the mail server. The returned future always completes: a silent server causes
  /// a timeout.
  CompletableFuture<Void> send(MailMessage mail);
}
