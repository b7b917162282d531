package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rekey.application.port.OAuthTokens;
import dev.rekey.application.port.TokenUses;
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

/// What [TokenUses] promises.
public abstract class TokenUsesContract extends Contract {
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
    assertThat(token().traces()).isEqualTo(OAuthToken.Traces.issuedFrom(HOME));
  }

  @Test
  void aUseIsSeenSoon() {
    use(ELSEWHERE);

    until(() -> token().traces().lastUsedAt() != null);
    assertThat(token().traces().lastUsedFrom()).isEqualTo(ELSEWHERE);
    assertThat(token().traces().issuedFrom()).isEqualTo(HOME);
    assertThat(present(token().traces().lastUsedAt()))
        .isBetween(token().issuedAt().minusSeconds(1), token().issuedAt().plusSeconds(30));
  }

  @Test
  void withinAMinuteTheFirstUseIsTheOneThatIsSeen() {
    use(HOME);
    until(() -> token().traces().lastUsedAt() != null);
    OAuthToken first = token();

    use(ELSEWHERE);
    untilOthersAreSeen();

    assertThat(token()).isEqualTo(first);
  }

  @Test
  void aMinuteLaterTheNextOneIs() {
    use(HOME);
    until(() -> token().traces().lastUsedAt() != null);
    ports().pass(TokenUses.COARSENESS);
    Instant first = present(token().traces().lastUsedAt());

    use(ELSEWHERE);

    until(() -> lastUsedFrom().equals(Optional.of(ELSEWHERE)));
    assertThat(present(token().traces().lastUsedAt())).isAfter(first);
  }

  @Test
  void whoAsksForSomebodyElseLeavesATimeAndNoPlace() {
    use(HOME);
    until(() -> token().traces().lastUsedAt() != null);
    ports().pass(TokenUses.COARSENESS);
    Instant first = present(token().traces().lastUsedAt());

    use(null);

    until(() -> present(token().traces().lastUsedAt()).isAfter(first));
    assertThat(token().traces().lastUsedFrom()).isEqualTo(HOME);
  }

  @Test
  void aTokenThatEndedMeanwhileStaysEnded() {
    OAuthToken before = token();
    assertThat(unit(() -> ports().oauthTokens().revoke(before.id()))).isTrue();

    ports().tokenUses().used(before, HOME);
    untilOthersAreSeen();

    assertThat(token().revokedAt()).isNotNull();
    assertThat(unit(() -> ports().oauthTokens().findValid(digest))).isEmpty();
  }

  @Test
  void aTokenThatIsGoneIsNotMissed() {
    OAuthToken before = token();
    unit(() -> ports().customerRegistry().erase(MARIA));

    ports().tokenUses().used(before, HOME);
    untilOthersAreSeen();

    assertThat(unit(() -> ports().oauthTokens().find(digest))).isEmpty();
  }

  /// Waits until whatever was noted until now is.
  private void untilOthersAreSeen() {
    put(SVEN, "sven@example.com");
    Digest other = issued(SVEN);
    ports().tokenUses().used(find(other).orElseThrow(), HOME);
    until(() -> find(other).orElseThrow().traces().lastUsedAt() != null);
  }

  private void use(@Nullable ClientAddress from) {
    ports().tokenUses().used(token(), from);
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
    return Optional.ofNullable(token().traces().lastUsedFrom());
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
