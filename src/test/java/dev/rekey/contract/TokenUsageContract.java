package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.port.signin.TokenUsage;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.OAuthToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What [TokenUsage] promises.
public abstract class TokenUsageContract extends Contract {
  private static final ClientAddress HOME = ClientAddress.of(new byte[] {1, 2, 3, 4});
  private static final ClientAddress ELSEWHERE = ClientAddress.of(new byte[] {5, 6, 7, 8});
  private static final Duration DAY = Duration.ofDays(1);

  private Digest digest = freshDigest();

  @BeforeEach
  void issue() {
    maria();
    digest = issued(MARIA);
  }

  @Test
  void aTokenThatWasNeverUsedSaysWhereItWasIssuedAndNoMore() {
    assertThat(token().usage()).isEqualTo(OAuthToken.Usage.issuedFrom(HOME));
  }

  @Test
  void aUseIsSeenSoon() {
    use(ELSEWHERE);

    until(() -> token().usage().lastUsedAt() != null);
    assertThat(token().usage().lastUsedFrom()).isEqualTo(ELSEWHERE);
    assertThat(token().usage().issuedFrom()).isEqualTo(HOME);
    assertThat(present(token().usage().lastUsedAt()))
        .isBetween(token().issuedAt().minusSeconds(1), token().issuedAt().plusSeconds(30));
  }

  @Test
  void withinAMinuteTheFirstUseIsTheOneThatIsSeen() {
    use(HOME);
    until(() -> token().usage().lastUsedAt() != null);
    OAuthToken first = token();

    use(ELSEWHERE);
    untilOthersAreSeen();

    assertThat(token()).isEqualTo(first);
  }

  @Test
  void aMinuteLaterTheNextOneIs() {
    use(HOME);
    until(() -> token().usage().lastUsedAt() != null);
    ports().pass(TokenUsage.RESOLUTION);
    Instant first = present(token().usage().lastUsedAt());

    use(ELSEWHERE);

    until(() -> lastUsedFrom().equals(Optional.of(ELSEWHERE)));
    assertThat(present(token().usage().lastUsedAt())).isAfter(first);
  }

  @Test
  void whoAsksForSomebodyElseLeavesATimeAndNoPlace() {
    use(HOME);
    until(() -> token().usage().lastUsedAt() != null);
    ports().pass(TokenUsage.RESOLUTION);
    Instant first = present(token().usage().lastUsedAt());

    use(null);

    until(() -> present(token().usage().lastUsedAt()).isAfter(first));
    assertThat(token().usage().lastUsedFrom()).isEqualTo(HOME);
  }

  @Test
  void aTokenThatEndedMeanwhileStaysEnded() {
    OAuthToken before = token();
    assertThat(unit(() -> ports().oauthTokens().revoke(before.id()))).isTrue();

    ports().tokenUsage().used(before, HOME);
    untilOthersAreSeen();

    assertThat(token().revokedAt()).isNotNull();
    assertThat(unit(() -> ports().oauthTokens().findValid(digest))).isEmpty();
  }

  @Test
  void aTokenThatIsGoneIsNotMissed() {
    OAuthToken before = token();
    unit(() -> ports().customerRegistry().erase(MARIA));

    ports().tokenUsage().used(before, HOME);
    untilOthersAreSeen();

    assertThat(unit(() -> ports().oauthTokens().find(digest))).isEmpty();
  }

  /// Waits until whatever was noted until now is.
  private void untilOthersAreSeen() {
    put(SVEN, "sven@example.com");
    Digest other = issued(SVEN);
    ports().tokenUsage().used(find(other).orElseThrow(), HOME);
    until(() -> find(other).orElseThrow().usage().lastUsedAt() != null);
  }

  private void use(@Nullable ClientAddress from) {
    ports().tokenUsage().used(token(), from);
  }

  private Digest issued(CustomerId customer) {
    Digest fresh = freshDigest();
    long version = find(customer).signInVersion();
    assertThat(
            unit(() ->
                ports()
                    .oauthTokens()
                    .issue(
                        new OAuthTokens.NewToken(fresh, customer, "erp", null, DAY, HOME),
                        version)))
        .isPresent();
    return fresh;
  }

  private Optional<ClientAddress> lastUsedFrom() {
    return Optional.ofNullable(token().usage().lastUsedFrom());
  }

  private OAuthToken token() {
    return find(digest).orElseThrow();
  }

  private Optional<OAuthToken> find(Digest token) {
    return unit(() -> ports().oauthTokens().find(token));
  }

  private static void until(Callable<Boolean> seen) {
    await().atMost(Duration.ofSeconds(30)).until(seen);
  }
}
