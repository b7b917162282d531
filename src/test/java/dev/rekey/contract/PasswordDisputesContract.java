package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.ExpiredData;
import dev.rekey.application.port.password.PasswordDisputes.Found;
import dev.rekey.application.port.password.PasswordDisputes.State;
import dev.rekey.application.port.signin.Credentials;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What links of notices promise.
public abstract class PasswordDisputesContract extends Contract {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration SECOND = Duration.ofSeconds(1);

  @BeforeEach
  void provision() {
    maria();
  }

  @Test
  void aLinkIsUsableUntilItIsTaken() {
    Digest link = stored(changed(false));

    assertThat(find(link)).contains(new Found(MARIA, State.USABLE));
    assertThat(consume(link)).isTrue();
    assertThat(consume(link)).isFalse();
    assertThat(find(link)).contains(new Found(MARIA, State.USED));
    assertThat(find(freshDigest())).isEmpty();
    assertThat(consume(freshDigest())).isFalse();
  }

  @Test
  void ofManyAtOnceOneTakesIt() throws Exception {
    Digest link = stored(changed(false));

    List<Boolean> taken =
        Race.of(
            16,
            _ ->
                () ->
                    unit(() ->
                        ports().customers().lock(MARIA).isPresent()
                            && ports().passwordDisputes().consume(link)));

    assertThat(taken).containsOnlyOnce(true);
  }

  @Test
  void aLinkExpiresAtTheEndOfItsLife() {
    Digest link = stored(changed(false));
    ports().pass(WEEK.minus(Duration.ofMinutes(1)));
    assertThat(find(link)).contains(new Found(MARIA, State.USABLE));

    ports().pass(Duration.ofMinutes(1).plus(SECOND));

    assertThat(find(link)).contains(new Found(MARIA, State.EXPIRED));
    assertThat(consume(link)).isFalse();
  }

  @Test
  void aChangeThatSettlesNothingLeavesEarlierLinksAlive() {
    long first = changed(false);
    Digest link = stored(first);

    long second = changed(false);

    assertThat(second).isGreaterThan(first);
    assertThat(find(link)).contains(new Found(MARIA, State.USABLE));
    assertThat(consume(stored(second))).isTrue();
  }

  @Test
  void aChangeThatSettlesKillsEarlierLinksAndNotItsOwn() {
    long first = changed(false);
    Digest link = stored(first);

    long second = changed(true);

    assertThat(find(link)).contains(new Found(MARIA, State.USED));
    assertThat(consume(link)).isFalse();
    assertThat(store(freshDigest(), first)).isFalse();
    assertThat(consume(stored(second))).isTrue();
  }

  @Test
  void aChangedEmailKillsLinksAlsoWhereItIsChangedBack() {
    long change = changed(false);
    Digest link = stored(change);
    put(MARIA, "maria@example.com");
    assertThat(find(link)).contains(new Found(MARIA, State.USABLE));

    put(MARIA, "elsewhere@example.com");
    assertThat(find(link)).contains(new Found(MARIA, State.USED));
    put(MARIA, "maria@example.com");

    assertThat(find(link)).contains(new Found(MARIA, State.USED));
    assertThat(consume(link)).isFalse();
    assertThat(store(freshDigest(), change)).isFalse();
  }

  @Test
  void aLinkGoesWithItsCustomer() {
    long change = changed(false);
    Digest link = stored(change);

    unit(() -> ports().customerRegistry().erase(MARIA));

    assertThat(find(link)).isEmpty();
    assertThat(store(freshDigest(), change)).isFalse();
  }

  @Test
  void refusalsAreCountedUpToABound() {
    Digest link = stored(changed(false));

    assertThat(unit(() -> ports().passwordDisputes().countRefusal(link, 2))).isTrue();
    assertThat(unit(() -> ports().passwordDisputes().countRefusal(link, 2))).isTrue();
    assertThat(unit(() -> ports().passwordDisputes().countRefusal(link, 2))).isFalse();
    assertThat(unit(() -> ports().passwordDisputes().countRefusal(freshDigest(), 2))).isFalse();
  }

  @Test
  void oldLinksAreRemoved() {
    Digest link = stored(changed(false));
    ports().pass(WEEK);
    assertThat(removed()).isZero();

    ports().pass(Duration.ofDays(1).plus(SECOND));

    assertThat(removed()).isEqualTo(1);
    assertThat(find(link)).isEmpty();
  }

  private int removed() {
    return unit(
        () -> ports().expiredData().remove(ExpiredData.Kind.DISPUTE_TOKENS, Duration.ofDays(1), 9));
  }

  /// Changes Maria's password.
  private long changed(boolean settling) {
    return unit(() -> {
      CustomerId id = ports().customers().lock(MARIA).orElseThrow().id();
      long change = ports().passwordDisputes().changing(id, settling);
      ports().credentials().replace(id, new Credentials.PreparedPassword.Hashed(HASH));
      return change;
    });
  }

  private Digest stored(long change) {
    Digest link = freshDigest();
    assertThat(store(link, change)).isTrue();
    return link;
  }

  private boolean store(Digest link, long change) {
    return unit(() -> ports().passwordDisputes().store(link, MARIA, change, WEEK));
  }

  private Optional<Found> find(Digest link) {
    return unit(() -> ports().passwordDisputes().find(link));
  }

  private boolean consume(Digest link) {
    return unit(() -> ports().passwordDisputes().consume(link));
  }
}
