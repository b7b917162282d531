package dev.rekey.adapter.out.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.Mailer;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.Secret;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.reset.ResetToken;
import dev.rekey.domain.store.StoreId;
import dev.rekey.domain.store.Stores;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.vertx.ext.mail.SMTPException;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A mail whose link gets too old is not begun, and nobody waits for its server beyond that: all of
/// these end long before the twenty seconds that a letter otherwise has.
@QuarkusTest
@TestProfile(AllFeatures.class)
@Timeout(15)
class SmtpMailerTest {
  private static final Instant NOW = Instant.parse("2026-11-20T09:40:00Z");

  private static final Customer MARIA =
      new Customer(
          new CustomerId("c-1"),
          StoreId.DEFAULT,
          EmailAddress.parse("maria@example.com").orElseThrow(),
          "Maria",
          Locale.ENGLISH,
          Customer.Status.ACTIVE,
          true,
          1,
          1,
          false,
          null,
          null,
          NOW,
          NOW);

  private static final OutboxSettings SETTINGS =
      new OutboxSettings(Duration.ofSeconds(60), Duration.ofSeconds(20), Duration.ofSeconds(2));

  private final AtomicInteger handedOver = new AtomicInteger();
  private final SmtpClient neverEnds =
      _ -> {
        handedOver.incrementAndGet();
        return new CompletableFuture<>();
      };

  @Inject EmailComposer emailComposer;
  @Inject Stores stores;

  @Test
  void aLetterThatIsTooLateIsNotHandedOver() {
    assertThat(mail(2).send(email(Duration.ZERO))).isEqualTo(Mailer.Delivery.POSTPONED);
    assertThat(mail(2).send(email(Duration.ofSeconds(-1)))).isEqualTo(Mailer.Delivery.POSTPONED);

    assertThat(handedOver).hasValue(0);
  }

  @Test
  void aServerIsWaitedForAsLongAsTheLinkIsWorthIt() {
    assertThat(mail(2).send(email(Duration.ofMillis(300)))).isEqualTo(Mailer.Delivery.UNKNOWN);

    assertThat(handedOver).hasValue(1);
  }

  @Test
  void aLetterWaitsForAConnectionAndIsNotHandedOverWithoutOne() {
    SmtpMailer one = mail(1);
    one.send(email(Duration.ofMillis(100)));

    assertThat(one.send(email(Duration.ofMillis(300)))).isEqualTo(Mailer.Delivery.POSTPONED);

    assertThat(handedOver).hasValue(1);
  }

  @Test
  void aConnectionThatIsCutMayHaveBroughtTheLetterAndOneThatNeverWasHasNot() {
    Duration minute = Duration.ofMinutes(1);

    assertThat(failing(new IOException("socket was closed unexpectedly")).send(email(minute)))
        .isEqualTo(Mailer.Delivery.UNKNOWN);
    assertThat(failing(new ConnectException("refused")).send(email(minute)))
        .isEqualTo(Mailer.Delivery.POSTPONED);
    assertThat(failing(new UnknownHostException("mail.example")).send(email(minute)))
        .isEqualTo(Mailer.Delivery.POSTPONED);
  }

  @Test
  void aPermanentReplyToTheMailIsFinalAndOneToTheSenderIsNot() {
    Duration minute = Duration.ofMinutes(1);

    assertThat(failing(reply("sending data failed", 554)).send(email(minute)))
        .isEqualTo(Mailer.Delivery.REFUSED);
    assertThat(failing(reply("sending data failed", 451)).send(email(minute)))
        .isEqualTo(Mailer.Delivery.POSTPONED);
    assertThat(failing(reply("recipient address not accepted", 550)).send(email(minute)))
        .isEqualTo(Mailer.Delivery.REFUSED);
    assertThat(failing(reply("sender address not accepted", 550)).send(email(minute)))
        .isEqualTo(Mailer.Delivery.POSTPONED);
  }

  private static SMTPException reply(String message, int code) {
    return new SMTPException(message, code, List.of(code + " no"), code >= 500);
  }

  private SmtpMailer failing(Throwable failure) {
    return new SmtpMailer(
        _ -> CompletableFuture.failedFuture(failure),
        emailComposer,
        InstantSource.fixed(NOW),
        SETTINGS,
        1);
  }

  private SmtpMailer mail(int connections) {
    return new SmtpMailer(
        neverEnds, emailComposer, InstantSource.fixed(NOW), SETTINGS, connections);
  }

  private Mailer.Email email(Duration left) {
    return new Mailer.Email.ResetEmail(
        MARIA,
        stores.get(StoreId.DEFAULT),
        new ResetToken(Secret.of(ByteBuffer.allocate(32).putInt(7).array())),
        NOW.plus(Duration.ofHours(1)),
        NOW.plus(left),
        Mailer.Email.Cause.REQUEST);
  }
}
