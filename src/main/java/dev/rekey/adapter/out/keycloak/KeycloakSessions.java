package dev.rekey.adapter.out.keycloak;

import dev.rekey.application.port.revocation.RemoteAuthorizationServer;
import dev.rekey.domain.customer.Customer;
import java.time.Duration;
import java.util.List;

/// What customers are signed in with at Keycloak.
///
/// A logout ends sessions and makes stale what was issued before its second, but leaves offline
/// tokens where they are, and one of the same second alive (Keycloak #31359, #38850): so the
/// offline access of each client is ended too. Sign-ins that had checked the old password and were
/// not done yet are not stopped by any of it, which is why all of it is done once more a little
/// later.
public final class KeycloakSessions implements RemoteAuthorizationServer {
  private static final String NAME = "keycloak";
  private static final int ROUNDS = 3;
  private static final Duration MAX_DURATION = Duration.ofSeconds(20);

  private final KeycloakAdminApi users;
  private final Duration secondPass;

  public KeycloakSessions(KeycloakAdminApi users, Duration secondPass) {
    this.users = users;
    this.secondPass = secondPass;
  }

  /// The longest time that [#revokeAll] takes where one call takes up to `deadline`: the last call
  /// of one round and the first of the next may begin just before the limit.
  public static Duration longestRevocation(Duration deadline) {
    return MAX_DURATION.plus(deadline.multipliedBy(2));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration repeatAfter() {
    return secondPass;
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
