package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.OAuthToken;
import dev.rekey.domain.revocation.TokenRevocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What [OAuthTokens] promises.
public abstract class OAuthTokensContract extends Contract {
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void anIssuedTokenCountsAndSpeaksForItsCustomer() {
    maria();
    Digest digest = freshDigest();

    OAuthToken token = issue(digest, "erp", "orders:read").orElseThrow();

    assertThat(token.client()).isEqualTo("erp");
    assertThat(token.scope()).isEqualTo("orders:read");
    assertThat(Duration.between(token.issuedAt(), token.expiresAt())).isEqualTo(HOUR);
    OAuthTokens.Valid valid = valid(digest).orElseThrow();
    assertThat(valid.token()).isEqualTo(token);
    assertThat(valid.customer().id()).isEqualTo(MARIA);
    assertThat(find(MARIA).hasOAuthTokens()).isTrue();
  }

  @Test
  void anUnknownTokenCountsForNothing() {
    assertThat(valid(freshDigest())).isEmpty();
    assertThat(unit(() -> ports().oauthTokens().find(freshDigest()))).isEmpty();
    assertThat(unit(() -> ports().oauthTokens().revoke(UUID.randomUUID()))).isFalse();
  }

  @Test
  void noTokenIsIssuedForAnEarlierVersionOrForNobody() {
    Customer maria = maria();
    inUnit(() -> revokeAll(null));

    assertThat(issueAt(freshDigest(), MARIA, maria.signInVersion())).isEmpty();
    assertThat(issueAt(freshDigest(), SVEN, 1)).isEmpty();
    assertThat(find(MARIA).hasOAuthTokens()).isFalse();
  }

  @Test
  void anExpiredTokenCountsForNothingButIsStillListed() {
    maria();
    Digest digest = freshDigest();
    issue(digest, "erp", null);

    ports().pass(HOUR);

    assertThat(valid(digest)).isEmpty();
    assertThat(unit(() -> ports().oauthTokens().find(digest))).isPresent();
    assertThat(page(null, 9)).hasSize(1);
  }

  @Test
  void aRevokedTokenEndsOnce() {
    maria();
    Digest digest = freshDigest();
    OAuthToken token = issue(digest, "erp", null).orElseThrow();

    assertThat(unit(() -> ports().oauthTokens().revoke(token.id()))).isTrue();
    assertThat(unit(() -> ports().oauthTokens().revoke(token.id()))).isFalse();

    assertThat(valid(digest)).isEmpty();
    assertThat(unit(() -> ports().oauthTokens().find(digest)).orElseThrow().revokedAt())
        .isNotNull();
  }

  @Test
  void ofManyWhoRevokeOneTokenExactlyOneEndsIt() {
    maria();
    OAuthToken token = issue(freshDigest(), "erp", null).orElseThrow();

    assertThat(Race.of(8, _ -> () -> unit(() -> ports().oauthTokens().revoke(token.id()))))
        .containsOnlyOnce(true);
  }

  @Test
  void aDisabledCustomersTokensCountForNothing() {
    maria();
    Digest digest = freshDigest();
    issue(digest, "erp", null);

    put(MARIA, profile(SHOP, "maria@example.com", Customer.Status.DISABLED));

    assertThat(valid(digest)).isEmpty();
  }

  @Test
  void revokingAllEndsEverythingThatCountedAndNothingElse() {
    maria();
    put(SVEN, "sven@example.com");
    Digest svens = freshDigest();
    issueAt(svens, SVEN, 1);
    List<Digest> marias = List.of(freshDigest(), freshDigest(), freshDigest());
    marias.forEach(digest -> issue(digest, "erp", null));
    OAuthToken ended = issue(freshDigest(), "erp", null).orElseThrow();
    unit(() -> ports().oauthTokens().revoke(ended.id()));

    TokenRevocation revocation = unit(() -> revokeAll(null));

    assertThat(revocation.revokedTokens()).isEqualTo(3);
    assertThat(find(MARIA).tokensValidFrom()).isEqualTo(revocation.validFrom());
    assertThat(marias).allMatch(digest -> valid(digest).isEmpty());
    assertThat(valid(svens)).isPresent();
  }

  @Test
  void expiredTokensAreNotCountedAsRevoked() {
    maria();
    issue(freshDigest(), "erp", null);
    ports().pass(HOUR);

    assertThat(unit(() -> revokeAll(null)).revokedTokens()).isZero();
  }

  @Test
  void theHorizonNeverMovesBack() {
    maria();

    Instant first = unit(() -> revokeAll(null)).validFrom();
    Instant second = unit(() -> revokeAll(null)).validFrom();

    assertThat(second).isAfterOrEqualTo(first);
  }

  @Test
  void aTokenIssuedRightAfterARevocationCountsAlsoWithinTheSameMoment() {
    maria();
    Digest before = freshDigest();
    issue(before, "erp", null);
    Digest after = freshDigest();

    TokenRevocation revocation =
        unit(() -> {
          TokenRevocation now = revokeAll(null);
          long version = ports().customers().find(MARIA).orElseThrow().signInVersion();
          OAuthToken token =
              ports().oauthTokens().issue(wanted(after, MARIA, "erp", null), version).orElseThrow();
          assertThat(token.issuedAt()).isAfterOrEqualTo(now.validFrom());
          return now;
        });

    assertThat(revocation.revokedTokens()).isEqualTo(1);
    assertThat(valid(before)).isEmpty();
    assertThat(valid(after)).isPresent();
  }

  @Test
  void oneTokenMaySurvive() {
    maria();
    Digest kept = freshDigest();
    Digest lost = freshDigest();
    OAuthToken survivor = issue(kept, OAuthToken.STOREFRONT, null).orElseThrow();
    issue(lost, "erp", null);

    assertThat(unit(() -> revokeAll(survivor.id())).revokedTokens()).isEqualTo(1);

    assertThat(valid(kept)).isPresent();
    assertThat(valid(lost)).isEmpty();
    assertThat(unit(() -> revokeAll(null)).revokedTokens()).isEqualTo(1);
    assertThat(valid(kept)).isEmpty();
  }

  @Test
  void aTokenThatHadEndedDoesNotSurvive() {
    maria();
    Digest digest = freshDigest();
    OAuthToken ended = issue(digest, OAuthToken.STOREFRONT, null).orElseThrow();
    unit(() -> ports().oauthTokens().revoke(ended.id()));

    inUnit(() -> revokeAll(ended.id()));

    assertThat(valid(digest)).isEmpty();
  }

  @Test
  void whateverIsIssuedWhileAllIsRevokedEitherEndsOrIsRefused() {
    for (int round = 0; round < 5; round++) {
      Customer maria = maria();
      List<Digest> digests = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        digests.add(freshDigest());
      }
      List<Integer> results =
          Race.of(
              9,
              i ->
                  () ->
                      i == 8
                          ? unit(() -> revokeAll(null)).revokedTokens()
                          : issueAt(digests.get(i), MARIA, maria.signInVersion()).isPresent()
                              ? 1
                              : 0);

      int issued = results.subList(0, 8).stream().mapToInt(Integer::intValue).sum();
      assertThat(results.getLast()).isEqualTo(issued);
      assertThat(digests).allMatch(digest -> valid(digest).isEmpty());
    }
  }

  @Test
  void pagesAreNewestFirstAndFollowEachOther() {
    maria();
    for (int i = 0; i < 5; i++) {
      issue(freshDigest(), "client-" + i, null);
      ports().pass(Duration.ofSeconds(1));
    }

    List<OAuthToken> first = page(null, 2);
    OAuthToken last = first.getLast();
    List<OAuthToken> second = page(new OAuthTokens.Position(last.issuedAt(), last.id()), 9);

    assertThat(first).extracting(OAuthToken::client).containsExactly("client-4", "client-3");
    assertThat(second)
        .extracting(OAuthToken::client)
        .containsExactly("client-2", "client-1", "client-0");
  }

  @Test
  void aTokenIsFoundByItsIdAtItsOwnCustomerOnly() {
    maria();
    put(SVEN, "sven@example.com");
    OAuthToken token = issue(freshDigest(), "erp", null).orElseThrow();

    assertThat(unit(() -> ports().oauthTokens().find(MARIA, token.id()))).contains(token);
    assertThat(unit(() -> ports().oauthTokens().find(SVEN, token.id()))).isEmpty();
  }

  @Test
  void theOldestSignInsEndAndNoOthers() {
    maria();
    put(SVEN, "sven@example.com");
    Digest integration = freshDigest();
    issue(integration, "erp", null);
    List<Digest> signIns = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Digest one = freshDigest();
      issue(one, OAuthToken.STOREFRONT, null);
      signIns.add(one);
      ports().pass(Duration.ofSeconds(1));
    }

    assertThat(unit(() -> ports().oauthTokens().endOldestSignIns(SVEN, 0))).isZero();
    assertThat(unit(() -> ports().oauthTokens().endOldestSignIns(MARIA, 5))).isZero();
    assertThat(unit(() -> ports().oauthTokens().endOldestSignIns(MARIA, 2))).isEqualTo(3);
    assertThat(unit(() -> ports().oauthTokens().endOldestSignIns(MARIA, 2))).isZero();

    assertThat(signIns.subList(0, 3)).noneMatch(one -> valid(one).isPresent());
    assertThat(signIns.subList(3, 5)).allMatch(one -> valid(one).isPresent());
    assertThat(valid(integration)).isPresent();
  }

  private TokenRevocation revokeAll(@Nullable UUID survivor) {
    ports().customers().lock(MARIA);
    return ports().oauthTokens().revokeAll(MARIA, survivor);
  }

  private Optional<OAuthToken> issue(Digest digest, String client, @Nullable String scope) {
    return unit(() ->
        ports()
            .oauthTokens()
            .issue(
                wanted(digest, MARIA, client, scope),
                ports().customers().find(MARIA).orElseThrow().signInVersion()));
  }

  private Optional<OAuthToken> issueAt(Digest digest, CustomerId customer, long version) {
    return unit(() -> ports().oauthTokens().issue(wanted(digest, customer, "erp", null), version));
  }

  private static OAuthTokens.NewToken wanted(
      Digest digest, CustomerId customer, String client, @Nullable String scope) {
    return new OAuthTokens.NewToken(digest, customer, client, scope, HOUR, null);
  }

  private Optional<OAuthTokens.Valid> valid(Digest digest) {
    return unit(() -> ports().oauthTokens().findValid(digest));
  }

  private List<OAuthToken> page(OAuthTokens.@Nullable Position after, int most) {
    return unit(() -> ports().oauthTokens().page(MARIA, after, most));
  }
}
