package dev.rekey.adapter.out.mail;

import dev.rekey.application.port.Mailer;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.store.Store;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Sends emails to the mail server over pooled connections.
///
/// At most as many emails are in flight as there are connections. An email that waits for a
/// connection might otherwise be sent after its caller timed out, and then a second time.
@ApplicationScoped
class SmtpMailer implements Mailer {
  private static final Logger LOG = Logger.getLogger(SmtpMailer.class);

  /// How the mail client names the rejection of a recipient, and of a mail after its data (RFC
  /// 5321, section 4.2.1: a permanent reply to the same mail does not change).
  private static final List<String> FINAL =
      List.of("recipient address not accepted", "sending data failed");

  /// A display name that needs no quotes (RFC 5322, section 3.2.3) and is no encoded word.
  private static final Pattern PHRASE = Pattern.compile("[A-Za-z0-9!#$%&'*+/^_`{|}~ -]{1,66}");

  /// Unstructured text on one line that is no encoded word.
  private static final Pattern PRINTABLE = Pattern.compile("(?!.*=\\?)[ -~]{1,66}");

  private static final String WORD = "=?UTF-8?Q?";

  /// Leaves room in a line of 76 characters for `Subject: ` and the ends of the word.
  private static final int MAX_WORD_TEXT = 55;

  private final SmtpClient client;
  private final EmailComposer emailComposer;
  private final InstantSource clock;
  private final Duration timeout;
  private final Semaphore connections;

  SmtpMailer(
      SmtpClient client,
      EmailComposer emailComposer,
      InstantSource clock,
      OutboxSettings settings,
      @ConfigProperty(name = "quarkus.mailer.max-pool-size") int connections) {
    this.client = client;
    this.emailComposer = emailComposer;
    this.clock = clock;
    this.timeout = settings.mailTimeout();
    this.connections = new Semaphore(connections);
  }

  @Override
  public Delivery send(Email email) {
    MailMessage mail = mail(email);
    try {
      if (!connections.tryAcquire(left(email).toMillis(), TimeUnit.MILLISECONDS)) {
        return Delivery.POSTPONED;
      }
      long timeout = left(email).toMillis();
      if (timeout <= 0) {
        connections.release();
        return Delivery.POSTPONED;
      }
      handOver(mail).get(timeout, TimeUnit.MILLISECONDS);
      return Delivery.ACCEPTED;
    } catch (TimeoutException slow) {
      LOG.warn("The mail server timed out; it is unknown whether it accepted the mail");
      return Delivery.UNKNOWN;
    } catch (ExecutionException failed) {
      return refused(failed.getCause());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Delivery.POSTPONED;
    }
  }

  // The permit is held until the SMTP client has finished, even if the caller timed out.
  private CompletableFuture<Void> handOver(MailMessage mail) {
    CompletableFuture<Void> sent;
    try {
      sent = client.send(mail);
    } catch (RuntimeException failure) {
      connections.release();
      throw failure;
    }
    return sent.whenComplete((done, failure) -> connections.release());
  }

  private Duration left(Email email) {
    Instant last = email.sendBefore();
    Instant now = clock.instant();
    return last.isAfter(now.plus(timeout)) ? timeout : Duration.between(now, last);
  }

  // A server's reply text may contain the address, so that only the reply code is logged.
  private static Delivery refused(@Nullable Throwable failure) {
    if (failure instanceof SMTPException smtp) {
      boolean forGood =
          smtp.isPermanent()
              && FINAL.stream().anyMatch(String.valueOf(smtp.getMessage())::startsWith);
      LOG.warnf(
          "The mail server answered %d; the mail is %s",
          smtp.getReplyCode(), forGood ? "abandoned" : "retried");
      return forGood ? Delivery.REFUSED : Delivery.POSTPONED;
    }
    LOG.warnf("No mail could be sent (%s); it will be retried", kind(failure));
    // if a connection ends before the last reply, the server may have accepted the mail
    boolean neverThere =
        failure instanceof ConnectException
            || failure instanceof NoRouteToHostException
            || failure instanceof UnknownHostException;
    return neverThere ? Delivery.POSTPONED : Delivery.UNKNOWN;
  }

  private static String kind(@Nullable Throwable failure) {
    return failure == null ? "no reason" : failure.getClass().getSimpleName();
  }

  private MailMessage mail(Email email) {
    EmailComposer.Written written =
        switch (email) {
          case Email.ResetEmail reset -> emailComposer.write(reset);
          case Email.NoticeEmail notice -> emailComposer.write(notice);
        };
    Store store = email.store();
    String sender = store.mailFrom();
    return new MailMessage()
        .setTo(email.to().requireEmail().deliverable())
        .setFrom(sender)
        .setText(written.text())
        .setHtml(written.html())
        // Vert.x puts the name into a comment, breaks characters beyond U+FFFF and ends lines with
        // LF
        .addHeader("From", encoded(store.name(), PHRASE) + "\r\n <" + sender + ">")
        .addHeader("Subject", encoded(written.subject(), PRINTABLE))
        .addHeader(
            "Reply-To", EmailAddress.parse(store.supportAddress()).orElseThrow().deliverable())
        // RFC 3834: prevents automatic replies
        .addHeader("Auto-Submitted", "auto-generated")
        .addHeader("Content-Language", written.language().toLanguageTag())
        .addHeader(
            "Message-ID",
            "<" + UUID.randomUUID() + sender.substring(sender.lastIndexOf('@')) + ">");
  }

  /// Encodes the text of a header as words of RFC 2047 with the encoding `Q`, unless it matches
  /// `plain`. Each line has at most 76 characters, and no character is split between two words.
  private static String encoded(String text, Pattern plain) {
    if (plain.matcher(text).matches()) {
      return text;
    }
    StringBuilder words = new StringBuilder(WORD);
    int length = 0;
    for (int codePoint : text.codePoints().toArray()) {
      String next = quoted(codePoint);
      if (length + next.length() > MAX_WORD_TEXT) {
        words.append("?=\r\n ").append(WORD);
        length = 0;
      }
      words.append(next);
      length += next.length();
    }
    return words.append("?=").toString();
  }

  private static String quoted(int codePoint) {
    String character = Character.toString(codePoint);
    if (codePoint < 0x80 && Character.isLetterOrDigit(codePoint)) {
      return character;
    }
    return HexFormat.of()
        .withUpperCase()
        .withPrefix("=")
        .formatHex(character.getBytes(StandardCharsets.UTF_8));
  }
}
