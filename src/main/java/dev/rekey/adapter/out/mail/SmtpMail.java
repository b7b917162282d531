package dev.rekey.adapter.out.mail;

import dev.rekey.application.port.Mail;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.customer.Store;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Hands letters to the mail server, over connections that are kept.
///
/// No more letters are on their way than there are connections: one that only waits for a
/// connection could still be sent after its caller gave up on it, and then again.
@ApplicationScoped
class SmtpMail implements Mail {
  private static final Logger LOG = Logger.getLogger(SmtpMail.class);

  private static final String RECIPIENT_REFUSED = "recipient address not accepted";

  private final SmtpClient client;
  private final Letters letters;
  private final InstantSource clock;
  private final Duration timeout;
  private final Semaphore connections;

  SmtpMail(
      SmtpClient client,
      Letters letters,
      InstantSource clock,
      OutboxSettings settings,
      @ConfigProperty(name = "quarkus.mailer.max-pool-size") int connections) {
    this.client = client;
    this.letters = letters;
    this.clock = clock;
    this.timeout = settings.mailTimeout();
    this.connections = new Semaphore(connections);
  }

  @Override
  public Delivery send(Letter letter) {
    io.quarkus.mailer.Mail mail = mail(letter);
    try {
      if (!connections.tryAcquire(left(letter).toMillis(), TimeUnit.MILLISECONDS)) {
        return Delivery.POSTPONED;
      }
      long patience = left(letter).toMillis();
      if (patience <= 0) {
        connections.release();
        return Delivery.POSTPONED;
      }
      handOver(mail).get(patience, TimeUnit.MILLISECONDS);
      return Delivery.ACCEPTED;
    } catch (TimeoutException slow) {
      LOG.warn("The mail server did not answer in time; whether it has the mail is not known");
      return Delivery.UNCLEAR;
    } catch (ExecutionException failed) {
      return refused(failed.getCause());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Delivery.POSTPONED;
    }
  }

  // The connection is taken until the mail client is really done with the letter, also when nobody
  // waits for it any more.
  private CompletableFuture<Void> handOver(io.quarkus.mailer.Mail mail) {
    CompletableFuture<Void> sent;
    try {
      sent = client.send(mail);
    } catch (RuntimeException failure) {
      connections.release();
      throw failure;
    }
    return sent.whenComplete((done, failure) -> connections.release());
  }

  private Duration left(Letter letter) {
    Instant last = letter.sendBefore();
    Instant now = clock.instant();
    return last.isAfter(now.plus(timeout)) ? timeout : Duration.between(now, last);
  }

  // A server's own words may hold the address, so that only its reply code is logged.
  private static Delivery refused(@Nullable Throwable failure) {
    if (failure instanceof SMTPException smtp) {
      boolean forGood =
          smtp.isPermanent() && String.valueOf(smtp.getMessage()).startsWith(RECIPIENT_REFUSED);
      LOG.warnf(
          "The mail server answered %d; the mail is %s",
          smtp.getReplyCode(), forGood ? "given up" : "tried again");
      return forGood ? Delivery.REFUSED : Delivery.POSTPONED;
    }
    LOG.warnf("No mail could be sent (%s); it is tried again", kind(failure));
    // a connection that ends before the server's last word may have brought the mail
    boolean neverThere =
        failure instanceof ConnectException
            || failure instanceof NoRouteToHostException
            || failure instanceof UnknownHostException;
    return neverThere ? Delivery.POSTPONED : Delivery.UNCLEAR;
  }

  private static String kind(@Nullable Throwable failure) {
    return failure == null ? "no reason" : failure.getClass().getSimpleName();
  }

  private io.quarkus.mailer.Mail mail(Letter letter) {
    Letters.Written written =
        switch (letter) {
          case Letter.ResetLetter reset -> letters.write(reset);
          case Letter.NoticeLetter notice -> letters.write(notice);
        };
    Store store = letter.store();
    String sender = store.mailFrom();
    return new io.quarkus.mailer.Mail()
        .addTo(letter.to().mailbox().value())
        .setFrom(displayed(store.name()) + " <" + sender + ">")
        .setReplyTo(store.supportAddress())
        .setSubject(written.subject())
        .setText(written.text())
        .setHtml(written.html())
        // RFC 3834: nobody's holiday reply is wanted
        .addHeader("Auto-Submitted", "auto-generated")
        .addHeader("Content-Language", written.language().toLanguageTag())
        .addHeader(
            "Message-ID",
            "<" + UUID.randomUUID() + sender.substring(sender.lastIndexOf('@')) + ">");
  }

  // what would end a display name or need quoting (RFC 5322, section 3.2.3) is left out of it
  private static String displayed(String name) {
    return name.replaceAll("[()<>\\[\\]:;@\\\\,.\"]", "").strip();
  }
}
