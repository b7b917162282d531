package dev.rekey.adapter.out.keycloak;

import static dev.rekey.adapter.out.keycloak.KeycloakClient.encoded;
import static dev.rekey.adapter.out.keycloak.KeycloakClient.unavailable;

import com.fasterxml.jackson.databind.JsonNode;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordViolation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Calls the Keycloak admin API, with only the operations that the service needs. Each operation
/// returns the realm's response or throws [dev.rekey.application.port.TemporarilyUnavailable]. An
/// outage or missing rights must not be reported as "no such customer".
public final class KeycloakAdminApi {
  /// Ids that would change the path, either by path resolution or as resources of Keycloak.
  private static final Set<String> PATHS = Set.of(".", "..", "count", "profile");

  private final KeycloakClient client;
  private final KeycloakRealm realm;

  /// @param trust the trusted certificates
  public KeycloakAdminApi(KeycloakRealm realm, SSLContext trust) {
    this.realm = realm;
    this.client = new KeycloakClient(realm, trust);
  }

  /// Returns the user with this id if the user is a customer.
  Optional<KeycloakUser> find(String id) {
    if (PATHS.contains(id)) {
      return Optional.empty();
    }
    KeycloakClient.Answer answer = client.call("GET", user(id), null);
    return switch (answer.status()) {
      case 200 -> Optional.of(userOf(id, answer));
      case 404 -> {
        checkGone(answer);
        yield Optional.empty();
      }
      case 403 -> {
        // the user is no customer, or the client lacks the right to see any user
        checkRights();
        yield Optional.empty();
      }
      default -> throw unexpected(answer);
    };
  }

  private static KeycloakUser userOf(String id, KeycloakClient.Answer answer) {
    if (!answer.text("id").equals(id)) {
      // a proxy returned its own page
      throw unavailable("Keycloak returns a response that is not the user", null);
    }
    return answer.as(KeycloakUser.class);
  }

  // Any other 404 comes from a wrong path, a wrong realm or a proxy.
  private static void checkGone(KeycloakClient.Answer answer) {
    if (!answer.text("error").equals("User not found")) {
      throw unexpected(answer);
    }
  }

  /// Returns whether the realm confirms that the user does not exist. A 403 does not confirm it:
  /// the client may lack the right to see the user.
  boolean isGone(String id) {
    KeycloakClient.Answer answer = client.call("GET", user(id), null);
    return answer.status() == 404 && answer.text("error").equals("User not found");
  }

  /// Returns the users with exactly this email address, as the realm compares addresses.
  List<KeycloakUser> withEmail(String email) {
    if (email.isEmpty()) {
      // Keycloak would ignore an empty condition and return all users
      throw new IllegalArgumentException("An email address is required");
    }
    List<KeycloakUser> found = list("/users?exact=true&first=0&max=10&email=" + encoded(email));
    if (found.isEmpty()) {
      checkRights();
    }
    return found;
  }

  /// Returns one page of the list of users, in the realm's order.
  ///
  /// @param search a substring of names and email addresses; null matches all users
  List<KeycloakUser> page(@Nullable String search, long first, int most) {
    String condition = search == null ? "" : "&search=" + encoded(search);
    return list("/users?first=" + first + "&max=" + most + condition);
  }

  /// Verifies that the client can see customers. Without the rights Keycloak returns an empty list
  /// instead of an error.
  public void checkRights() {
    KeycloakClient.Answer count = client.call("GET", "/users/count", null);
    if (count.status() != 200) {
      throw missingRights();
    }
    // With rights for single groups Keycloak counts 0 users for a client that has none.
    if (count.json().asLong() == 0 || page(null, 0, 1).isEmpty()) {
      throw unavailable(
          "The client '%s' sees no customer in the realm '%s': it lacks rights, or there is none"
              .formatted(realm.clientId(), realm.realm()),
          null);
    }
  }

  /// Clears the brute-force lock of an account.
  void unlock(String id) {
    KeycloakClient.Answer answer =
        client.call("DELETE", "/attack-detection/brute-force/users/" + encoded(id), null);
    // Keycloak also returns 403 for a deleted user; the next call detects that
    if (answer.status() != 204 && answer.status() != 404 && answer.status() != 403) {
      throw unexpected(answer);
    }
  }

  /// Sets the password. Returns the rule of the realm's policy that rejects it, if one does.
  Optional<PasswordViolation> setPassword(String id, Password password) {
    KeycloakClient.Answer answer =
        client.call(
            "PUT",
            user(id) + "/reset-password",
            Map.of(
                "type",
                "password",
                "value",
                new String(password.octets(), StandardCharsets.UTF_8),
                "temporary",
                false));
    return switch (answer.status()) {
      case 204 -> Optional.empty();
      case 400 ->
          Optional.of(
              KeycloakPasswordErrors.of(answer.text("error"), answer.text("error_description"))
                  .orElseThrow(() -> unexpected(answer)));
      case 404 -> throw unavailable("The account is gone", null);
      case 403 -> throw missingRights();
      default -> throw unexpected(answer);
    };
  }

  /// Ends all sessions of the user and invalidates every token that was issued before this second.
  /// Returns false if the user does not exist.
  boolean logOut(String id) {
    KeycloakClient.Answer answer = client.call("POST", user(id) + "/logout", null);
    return switch (answer.status()) {
      case 204 -> true;
      case 404 -> {
        checkGone(answer);
        yield false;
      }
      case 403 -> throw missingRights();
      default -> throw unexpected(answer);
    };
  }

  /// Returns the clients that have offline access of the user. Returns an empty list if the user
  /// does not exist.
  List<String> offlineGrants(String id) {
    KeycloakClient.Answer answer = client.call("GET", user(id) + "/consents", null);
    if (answer.status() == 404) {
      checkGone(answer);
      return List.of();
    }
    if (answer.status() != 200 || !answer.json().isArray()) {
      throw answer.status() == 403 ? missingRights() : unexpected(answer);
    }
    List<String> clients = new ArrayList<>();
    answer
        .json()
        .forEach(consent ->
            consent
                .path("additionalGrants")
                .forEach(grant -> {
                  if (grant.path("key").asText().equals("Offline Token")) {
                    clients.add(consent.path("clientId").asText());
                  }
                }));
    return clients.stream().distinct().toList();
  }

  /// Revokes the offline access of one client. Succeeds if the access has already ended.
  void endOfflineGrant(String id, String clientId) {
    KeycloakClient.Answer answer =
        client.call("DELETE", user(id) + "/consents/" + encoded(clientId), null);
    switch (answer.status()) {
      case 204, 404 -> {}
      case 403 -> throw missingRights();
      default -> throw unexpected(answer);
    }
  }

  /// Deletes the user's password credential, so that the user cannot sign in with it. Returns false
  /// if the realm stores none: another directory stores it, or the user has none.
  boolean removePassword(String id) {
    KeycloakClient.Answer answer = client.call("GET", user(id) + "/credentials", null);
    if (answer.status() != 200 || !answer.json().isArray()) {
      throw answer.status() == 403 ? missingRights() : unexpected(answer);
    }
    boolean removed = false;
    for (JsonNode one : answer.json()) {
      if (one.path("type").asText().equals("password")) {
        KeycloakClient.Answer gone =
            client.call(
                "DELETE", user(id) + "/credentials/" + encoded(one.path("id").asText()), null);
        if (gone.status() != 204) {
          throw gone.status() == 403 ? missingRights() : unexpected(gone);
        }
        removed = true;
      }
    }
    return removed;
  }

  private List<KeycloakUser> list(String path) {
    KeycloakClient.Answer answer = client.call("GET", path, null);
    return switch (answer.status()) {
      case 200 -> Arrays.asList(answer.as(KeycloakUser[].class));
      case 403 -> throw missingRights();
      default -> throw unexpected(answer);
    };
  }

  private static String user(String id) {
    return "/users/" + encoded(id);
  }

  private RuntimeException missingRights() {
    return unavailable(
        "The client '%s' lacks rights in the realm '%s': it may not see or change customers"
            .formatted(realm.clientId(), realm.realm()),
        null);
  }

  private static RuntimeException unexpected(KeycloakClient.Answer answer) {
    return unavailable("Keycloak answers with " + answer, null);
  }
}
