package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/// What [UnitOfWork] promises.
public abstract class UnitOfWorkContract extends Contract {
  @Test
  void aUnitAnswersWhatItsWorkAnswersAndKeepsWhatItStored() {
    Customer answered =
        unit(() -> {
          ports()
              .customerRegistry()
              .store(MARIA, profile(SHOP, "m@example.com", Customer.Status.ACTIVE));
          return ports().customers().find(MARIA).orElseThrow();
        });

    assertThat(answered.id()).isEqualTo(MARIA);
    assertThat(find(MARIA).email()).isEqualTo(email("m@example.com"));
  }

  @Test
  void aUnitThatThrowsKeepsNothingOfWhatItStored() {
    maria();

    assertThatThrownBy(() ->
            inUnit(() -> {
              ports().customers().lock(MARIA);
              ports().credentials().replace(MARIA, READY);
              ports().oauthTokens().revokeAll(MARIA, null);
              ports()
                  .auditTrail()
                  .record(AuditEvent.of(AuditEvent.Type.TOKENS_REVOKED, MARIA, Actor.SYSTEM));
              throw new IllegalStateException("no");
            }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no");

    assertThat(find(MARIA).hasPassword()).isFalse();
    assertThat(find(MARIA).tokensValidFrom()).isNull();
    assertThat(unit(() -> ports().auditTrail().page(MARIA, null, 9))).isEmpty();
  }

  @Test
  void aUnitWithinAUnitIsPartOfIt() {
    maria();

    assertThatThrownBy(() ->
            inUnit(() -> {
              inUnit(() -> {
                ports().customers().lock(MARIA);
                ports().credentials().replace(MARIA, READY);
              });
              throw new IllegalStateException("no");
            }))
        .hasMessage("no");

    assertThat(find(MARIA).hasPassword()).isFalse();
  }

  @Test
  void nobodySeesAUnitBeforeItEnds() {
    maria();

    List<Boolean> consistent =
        Race.of(
            4,
            lane ->
                lane < 2
                    ? this::replaceAndRevoke
                    : () -> {
                      for (int i = 0; i < 20; i++) {
                        Customer seen = find(MARIA);
                        if (seen.linkVersion() != seen.signInVersion()) {
                          return false;
                        }
                      }
                      return true;
                    });

    assertThat(consistent).containsOnly(true);
  }

  @Test
  void twoUnitsThatTakeTheSameLocksInDifferentOrdersBothEnd() {
    maria();
    put(SVEN, "sven@example.com");

    List<Boolean> ended =
        Race.of(
            2,
            lane ->
                (Callable<Boolean>)
                    () ->
                        unit(() -> {
                          ports().customers().lock(lane % 2 == 0 ? MARIA : SVEN);
                          ports().credentials().replace(lane % 2 == 0 ? MARIA : SVEN, READY);
                          ports().customers().lock(lane % 2 == 0 ? SVEN : MARIA);
                          ports().credentials().replace(lane % 2 == 0 ? SVEN : MARIA, READY);
                          return true;
                        }));

    assertThat(ended).containsOnly(true);
    assertThat(find(MARIA).linkVersion()).isEqualTo(3);
    assertThat(find(SVEN).linkVersion()).isEqualTo(3);
  }

  private boolean replaceAndRevoke() {
    for (int i = 0; i < 10; i++) {
      inUnit(() -> {
        ports().customers().lock(MARIA);
        ports().credentials().replace(MARIA, READY);
        ports().oauthTokens().revokeAll(MARIA, null);
      });
    }
    return true;
  }
}
