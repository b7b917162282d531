package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.domain.revocation.SignedRequest;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What [dev.rekey.application.port.revocation.ConsumedTokenIds] promises.
public abstract class ConsumedTokenIdsContract extends Contract {
  private static final int RUNNERS = 12;

  @Test
  void aCallIsSpentOnce() {
    assertThat(spend("okta", "1")).isTrue();
    assertThat(spend("okta", "1")).isFalse();
  }

  @Test
  void anotherCallOrAnotherIssuersIsAnother() {
    spend("okta", "1");

    assertThat(spend("okta", "2")).isTrue();
    assertThat(spend("entra", "1")).isTrue();
  }

  @Test
  void ofManyWhoSpendOneCallExactlyOneDoes() {
    List<Boolean> spent = Race.of(RUNNERS, _ -> () -> spend("okta", "1"));

    assertThat(spent).containsOnlyOnce(true);
  }

  @Test
  void workThatIsNotStoredSpendsNothing() {
    assertThatThrownBy(() ->
            inUnit(() -> {
              ports().consumedTokenIds().consume(call("okta", "1"));
              throw new IllegalStateException("the rest went wrong");
            }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(spend("okta", "1")).isTrue();
  }

  private boolean spend(String issuer, String id) {
    return unit(() -> ports().consumedTokenIds().consume(call(issuer, id)));
  }

  private static SignedRequest call(String issuer, String id) {
    return new SignedRequest(issuer, id, Instant.parse("2026-01-01T00:05:00Z"));
  }
}
