package dev.rekey.adapter.out.keycloak;

import dev.rekey.application.port.revocation.RemoteAuthorizationServer;
import dev.rekey.domain.customer.Customer;
import java.time.Duration;
import java.util.List;

/// Revokes sessions and offline tokens of customers at Keycloak.
///
/// A Keycloak logout ends sessions and invalidates tokens that were issued before its second. It
/// keeps offline tokens and a token of the same second (Keycloak #31359, #38850), so that the
/// offline access of each client is revoked too. None of this stops a sign-in that has checked the
/// old password and is still in progress. Therefore the whole revocation is repeated a little
/// later.
public final class KeycloakSessions implements RemoteAuthorizationServer {
  private static final String NAME = "keycloak";
  private static final int ROUNDS = 3;
  private static final Duration MAX_DURATION = Duration.ofSeconds(20);

  private final KeycloakAdminApi users;
  private final Duration repeatLogoutAfter;

  public KeycloakSessions(KeycloakAdminApi users, Duration repeatLogoutAfter) {
    this.users = users;
    this.repeatLogoutAfter = repeatLogoutAfter;
  }

  /// Returns the maximum duration of [#revokeAll] if one call takes up to `deadline`. The last call
  /// of one round and the first call of the next may both begin just before the limit.
  public static Duration longestRevocation(Duration deadline) {
    return MAX_DURATION.plus(deadline.multipliedBy(2));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration repeatAfter() {
    return repeatLogoutAfter;
  }

  @Override
  public Answer revokeAll(Customer customer) {
    long end = System.nanoTime() + MAX_DURATION.toNanos();
    String id = customer.id().value();
    if (!users.logOut(id)) {
      return Answer.UNKNOWN_CUSTOMER;
    }
    for (int round = 0; round < ROUNDS; round++) {
      List<String> grants = users.offlineGrants(id);
      if (grants.isEmpty()) {
        return Answer.ENDED;
      }
      for (String client : grants) {
        if (System.nanoTime() - end > 0) {
          return Answer.UNAVAILABLE;
        }
        users.endOfflineGrant(id, client);
      }
    }
    return Answer.UNAVAILABLE;
  }
}
