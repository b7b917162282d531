package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.reset.ResetTokens;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.reset.ResetLink;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What [ResetTokens] promises.
public abstract class ResetTokensContract extends Contract {
  private static final Duration DAY = Duration.ofHours(24);

  @Test
  void aStoredLinkIsFoundWithItsCustomer() {
    Customer maria = maria();
    Digest token = stored(maria);

    ResetTokens.Found found = found(token);

    assertThat(found.customer().id()).isEqualTo(MARIA);
    assertThat(found.state()).isEqualTo(ResetLink.State.USABLE);
    assertThat(Duration.between(found.link().createdAt(), found.link().expiresAt())).isEqualTo(DAY);
    assertThat(found.link().usedAt()).isNull();
  }

  @Test
  void aTokenThatWasNeverMailedIsNotFoundAndCannotBeTaken() {
    Customer maria = maria();
    stored(maria);

    assertThat(unit(() -> ports().resetTokens().find(freshDigest()))).isEmpty();
    assertThat(consume(freshDigest(), maria.linkVersion())).isFalse();
  }

  @Test
  void aTokenIsTakenOnce() {
    Customer maria = maria();
    Digest token = stored(maria);

    assertThat(consume(token, maria.linkVersion())).isTrue();
    assertThat(consume(token, maria.linkVersion())).isFalse();

    assertThat(found(token).state()).isEqualTo(ResetLink.State.USED);
  }

  @Test
  void refusalsAreCountedUpToABound() {
    Digest token = stored(maria());
    Digest other = stored(find(MARIA));

    assertThat(refused(token)).isTrue();
    assertThat(refused(token)).isTrue();
    assertThat(refused(token)).isFalse();
    assertThat(refused(other)).isTrue();
    assertThat(refused(freshDigest())).isFalse();
    assertThat(found(token).state()).isEqualTo(ResetLink.State.USABLE);
  }

  @Test
  void manyRefusalsAtOnceKeepToTheBound() {
    Digest token = stored(maria());

    List<Boolean> counted = Race.of(12, _ -> () -> refused(token));

    assertThat(counted.stream().filter(one -> one)).hasSize(2);
  }

  @Test
  void ofManyWhoTakeOneTokenExactlyOneWins() {
    Customer maria = maria();
    Digest token = stored(maria);

    List<Boolean> wins = Race.of(12, _ -> () -> consume(token, maria.linkVersion()));

    assertThat(wins).containsOnlyOnce(true);
  }

  @Test
  void ofManyWhoTakeOneTokenWithoutTheLockExactlyOneWins() {
    Customer maria = maria();
    Digest token = stored(maria);

    List<Boolean> wins =
        Race.of(
            12, _ -> () -> unit(() -> ports().resetTokens().consume(token, maria.linkVersion())));

    assertThat(wins).containsOnlyOnce(true);
  }

  @Test
  void ofManyWhoTakeTheTwoTokensOfOneCustomerExactlyOneSetsThePassword() {
    Customer maria = maria();
    List<Digest> tokens = List.of(stored(maria), stored(maria));

    List<Boolean> wins =
        Race.of(
            8,
            i ->
                () ->
                    unit(() -> {
                      Customer locked = ports().customers().lock(MARIA).orElseThrow();
                      boolean won =
                          ports().resetTokens().consume(tokens.get(i % 2), locked.linkVersion());
                      if (won) {
                        ports().credentials().replace(MARIA, READY);
                      }
                      return won;
                    }));

    assertThat(wins).containsOnlyOnce(true);
  }

  @Test
  void aTakingThatIsUndoneLeavesTheLinkUsable() {
    Customer maria = maria();
    Digest token = stored(maria);

    try {
      inUnit(() -> {
        ports().customers().lock(MARIA);
        assertThat(ports().resetTokens().consume(token, maria.linkVersion())).isTrue();
        throw new IllegalStateException("the hash could not be stored");
      });
    } catch (IllegalStateException undone) {
      assertThat(undone).hasMessage("the hash could not be stored");
    }

    assertThat(found(token).state()).isEqualTo(ResetLink.State.USABLE);
    assertThat(consume(token, maria.linkVersion())).isTrue();
  }

  @Test
  void anExpiredTokenCannotBeTaken() {
    Customer maria = maria();
    Digest token = stored(maria);

    ports().pass(DAY);

    assertThat(found(token).state()).isEqualTo(ResetLink.State.EXPIRED);
    assertThat(consume(token, maria.linkVersion())).isFalse();
  }

  @Test
  void aTokenOfAnEarlierVersionCannotBeTaken() {
    Customer maria = maria();
    Digest token = stored(maria);

    put(MARIA, "elsewhere@example.com");

    assertThat(found(token).state()).isEqualTo(ResetLink.State.USED);
    assertThat(consume(token, find(MARIA).linkVersion())).isFalse();
  }

  @Test
  void aDisabledCustomersLinkStaysUsedWhenTheAccountIsActiveAgain() {
    Digest token = stored(maria());

    put(MARIA, profile(SHOP, "maria@example.com", Customer.Status.DISABLED));
    assertThat(found(token).state()).isEqualTo(ResetLink.State.USED);
    put(MARIA, "maria@example.com");

    assertThat(found(token).state()).isEqualTo(ResetLink.State.USED);
  }

  @Test
  void noLinkIsStoredForACustomerWhoChangedWasDisabledOrIsGone() {
    Customer before = maria();
    put(SVEN, profile(SHOP, "sven@example.com", Customer.Status.DISABLED));
    Digest changed = freshDigest();
    Digest disabled = freshDigest();
    Digest gone = freshDigest();
    Digest good = freshDigest();
    put(MARIA, "elsewhere@example.com");

    Set<Digest> stored =
        unit(() ->
            ports()
                .resetTokens()
                .store(
                    List.of(
                        new ResetTokens.NewLink(changed, MARIA, before.linkVersion()),
                        new ResetTokens.NewLink(disabled, SVEN, 1),
                        new ResetTokens.NewLink(gone, new CustomerId("gone"), 1),
                        new ResetTokens.NewLink(good, MARIA, before.linkVersion() + 1)),
                    DAY));

    assertThat(stored).containsExactly(good);
    assertThat(unit(() -> ports().resetTokens().find(changed))).isEmpty();
    assertThat(unit(() -> ports().resetTokens().find(disabled))).isEmpty();
  }

  @Test
  void aCustomerMayHaveSeveralLinks() {
    Customer maria = maria();
    Digest first = freshDigest();
    Digest second = freshDigest();

    Set<Digest> stored =
        unit(() ->
            ports()
                .resetTokens()
                .store(
                    List.of(
                        new ResetTokens.NewLink(first, MARIA, maria.linkVersion()),
                        new ResetTokens.NewLink(second, MARIA, maria.linkVersion())),
                    DAY));

    assertThat(stored).containsExactlyInAnyOrder(first, second);
    assertThat(found(first).state()).isEqualTo(ResetLink.State.USABLE);
    assertThat(found(second).state()).isEqualTo(ResetLink.State.USABLE);
  }

  private Digest stored(Customer customer) {
    Digest token = freshDigest();
    assertThat(
            unit(() ->
                ports()
                    .resetTokens()
                    .store(
                        List.of(
                            new ResetTokens.NewLink(token, customer.id(), customer.linkVersion())),
                        DAY)))
        .containsExactly(token);
    return token;
  }

  private ResetTokens.Found found(Digest token) {
    return unit(() -> ports().resetTokens().find(token)).orElseThrow();
  }

  private boolean consume(Digest token, long linkVersion) {
    return unit(() -> {
      ports().customers().lock(MARIA);
      return ports().resetTokens().consume(token, linkVersion);
    });
  }

  private boolean refused(Digest token) {
    return unit(() -> ports().resetTokens().countRefusal(token, 2));
  }
}
