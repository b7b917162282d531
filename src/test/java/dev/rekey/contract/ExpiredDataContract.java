package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.ExpiredData;
import dev.rekey.application.port.reset.ResetOutbox;
import dev.rekey.application.port.reset.ResetTokens;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.domain.Actor;
import dev.rekey.domain.Digest;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.reset.Protection;
import dev.rekey.domain.reset.RequestLimit;
import dev.rekey.domain.reset.ResetLimits;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.revocation.SignedRequest;
import dev.rekey.domain.settings.ServiceSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What [ExpiredData] promises.
public abstract class ExpiredDataContract extends Contract {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void linksAndTokensAreRemovedOnlyAfterTheyWereKeptForLongEnough() {
    Customer maria = maria();
    Digest link = freshDigest();
    Digest token = freshDigest();
    inUnit(() -> {
      ports()
          .resetTokens()
          .store(List.of(new ResetTokens.NewLink(link, MARIA, maria.linkVersion())), HOUR);
      ports()
          .oauthTokens()
          .issue(
              new OAuthTokens.NewToken(token, MARIA, "erp", null, HOUR, null),
              maria.signInVersion());
    });
    ports().pass(DAY);
    assertThat(remove(ExpiredData.Kind.RESET_TOKENS, DAY)).isZero();
    assertThat(remove(ExpiredData.Kind.OAUTH_TOKENS, DAY)).isZero();
    ports().pass(HOUR.plusSeconds(1));

    assertThat(remove(ExpiredData.Kind.RESET_TOKENS, DAY)).isEqualTo(1);
    assertThat(remove(ExpiredData.Kind.OAUTH_TOKENS, DAY)).isEqualTo(1);

    assertThat(unit(() -> ports().resetTokens().find(link))).isEmpty();
    assertThat(unit(() -> ports().oauthTokens().find(token))).isEmpty();
  }

  @Test
  void aRequestThatIsStillToBeMailedIsNeverRemoved() {
    record();
    record();
    ResetOutbox.Due done = claim().getFirst();
    inUnit(() ->
        ports()
            .resetOutbox()
            .settle(List.of(new ResetOutbox.Settled.Done(done, ResetOutbox.Outcome.MAILED))));
    ports().pass(DAY.multipliedBy(99));

    assertThat(remove(ExpiredData.Kind.RESET_REQUESTS, DAY)).isEqualTo(1);

    assertThat(claim()).hasSize(1).noneMatch(due -> due.id() == done.id());
  }

  @Test
  void aPauseIsKeptSoThatTheNextOneIsLonger() {
    ServiceSettings.Lockout first = new ServiceSettings.Lockout(1, Duration.ofMinutes(10));
    Digest email = email("maria@example.com").digest();
    unit(() -> ports().signInAttempts().attempt(SHOP, email, first, null));
    ports().pass(DAY);
    assertThat(remove(ExpiredData.Kind.SIGN_IN_ATTEMPTS, Duration.ofHours(2))).isZero();

    ports().pass(DAY.plusMinutes(1));

    assertThat(remove(ExpiredData.Kind.SIGN_IN_ATTEMPTS, Duration.ofHours(2))).isEqualTo(1);
  }

  @Test
  void failuresOfUnknownAddressesBecomeOneEventWithACount() {
    AuditEvent failure =
        AuditEvent.failed(AuditEvent.Type.SIGN_IN_FAILED, null, Actor.customer(null));
    for (int i = 0; i < 3; i++) {
      inUnit(() -> ports().auditTrail().record(failure));
    }
    assertThat(remove(ExpiredData.Kind.UNKNOWN_SIGN_IN_FAILURES, Duration.ofHours(1))).isZero();

    ports().pass(DAY);

    assertThat(remove(ExpiredData.Kind.UNKNOWN_SIGN_IN_FAILURES, Duration.ofHours(1))).isEqualTo(3);
    assertThat(remove(ExpiredData.Kind.UNKNOWN_SIGN_IN_FAILURES, Duration.ofHours(1))).isZero();
    ports().pass(DAY);
    assertThat(remove(ExpiredData.Kind.AUDIT_EVENTS, DAY)).isEqualTo(1);
  }

  @Test
  void aDeviceThatIsUsedStaysKnown() {
    arrange(MARIA, profile(SHOP, "maria@example.com", Customer.Status.ACTIVE));
    Digest unused = freshDigest();
    Digest used = freshDigest();
    inUnit(() -> ports().signInAttempts().remember(MARIA, unused));
    inUnit(() -> ports().signInAttempts().remember(MARIA, used));
    ports().pass(DAY.multipliedBy(2));
    inUnit(() -> ports().signInAttempts().remember(MARIA, used));

    assertThat(remove(ExpiredData.Kind.KNOWN_DEVICES, DAY)).isEqualTo(1);

    ServiceSettings.Lockout ten = new ServiceSettings.Lockout(10, Duration.ofMinutes(10));
    Digest email = email("maria@example.com").digest();
    assertThat(unit(() -> ports().signInAttempts().attempt(SHOP, email, ten, used)).knownDevice())
        .isTrue();
  }

  @Test
  void anAddressThatIsLockedStaysLocked() {
    ServiceSettings.Lockout week = new ServiceSettings.Lockout(1, DAY.multipliedBy(7));
    Digest email = email("maria@example.com").digest();
    unit(() -> ports().signInAttempts().attempt(SHOP, email, week, null));
    ports().pass(DAY.multipliedBy(2));
    assertThat(remove(ExpiredData.Kind.SIGN_IN_ATTEMPTS, DAY)).isZero();
    assertThat(unit(() -> ports().signInAttempts().attempt(SHOP, email, week, null)).locked())
        .isTrue();

    ports().pass(DAY.multipliedBy(8));

    assertThat(remove(ExpiredData.Kind.SIGN_IN_ATTEMPTS, DAY)).isEqualTo(1);
  }

  @Test
  void oldEventsAreRemovedAndYoungOnesKept() {
    record(AuditEvent.of(AuditEvent.Type.SIGNED_IN, MARIA, Actor.SYSTEM));
    ports().pass(DAY.plusSeconds(1));
    record(AuditEvent.of(AuditEvent.Type.SIGNED_OUT, MARIA, Actor.SYSTEM));

    assertThat(remove(ExpiredData.Kind.AUDIT_EVENTS, DAY)).isEqualTo(1);

    assertThat(unit(() -> ports().auditTrail().page(MARIA, null, 9)))
        .extracting(one -> one.event().type())
        .containsExactly(AuditEvent.Type.SIGNED_OUT);
  }

  @Test
  void aCallThatCouldStillBeSentAgainStaysSpent() {
    SignedRequest call = new SignedRequest("issuer", "call", now().plus(HOUR));
    inUnit(() -> ports().consumedTokenIds().consume(call));
    assertThat(remove(ExpiredData.Kind.CONSUMED_TOKEN_IDS, HOUR)).isZero();
    ports().pass(HOUR.multipliedBy(2).minusMinutes(1));
    assertThat(remove(ExpiredData.Kind.CONSUMED_TOKEN_IDS, HOUR)).isZero();
    ports().pass(Duration.ofMinutes(2));

    assertThat(remove(ExpiredData.Kind.CONSUMED_TOKEN_IDS, HOUR)).isEqualTo(1);

    assertThat(unit(() -> ports().consumedTokenIds().consume(call))).isTrue();
  }

  @Test
  void noMoreThanWantedAreRemovedAtOnce() {
    for (int i = 0; i < 5; i++) {
      record(AuditEvent.of(AuditEvent.Type.SIGNED_IN, MARIA, Actor.SYSTEM));
    }
    ports().pass(DAY.plusSeconds(1));

    assertThat(unit(() -> ports().expiredData().remove(ExpiredData.Kind.AUDIT_EVENTS, DAY, 3)))
        .isEqualTo(3);
    assertThat(remove(ExpiredData.Kind.AUDIT_EVENTS, DAY)).isEqualTo(2);
  }

  @Test
  void nothingOfAnyKindIsTooMuchToAskFor() {
    for (ExpiredData.Kind kind : ExpiredData.Kind.values()) {
      assertThat(remove(kind, DAY)).isZero();
    }
  }

  /// The time at the store.
  private Instant now() {
    record(AuditEvent.of(AuditEvent.Type.SIGNED_IN, MARIA, Actor.SYSTEM));
    return present(unit(() -> ports().auditTrail().page(MARIA, null, 1)).getFirst().event().at());
  }

  private int remove(ExpiredData.Kind kind, Duration keep) {
    return unit(() -> ports().expiredData().remove(kind, keep, 100));
  }

  private void record(AuditEvent event) {
    inUnit(() -> ports().auditTrail().record(event));
  }

  private void record() {
    RequestLimit none = new RequestLimit(0, Duration.ZERO);
    ports()
        .resetIntake()
        .submit(
            new ResetRequest.ByAdministrator(MARIA, Actor.administrator("admin-1", null)),
            new ResetLimits(Protection.NONE, none, none, none))
        .toCompletableFuture()
        .join();
  }

  private List<ResetOutbox.Due> claim() {
    return ports().resetOutbox().claim(9, Duration.ofMinutes(1));
  }
}
