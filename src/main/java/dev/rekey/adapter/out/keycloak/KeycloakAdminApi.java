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

/// The calls to Keycloak that the service needs, and no others. Each answers what the realm says,
/// or throws [dev.rekey.application.port.TemporarilyUnavailable]: a realm that can't be asked, or
/// that lacks rights of the client, is never taken for one that has no such customer.
public final class KeycloakAdminApi {
  /// What would be a path of its own: to whoever resolves paths, or to Keycloak.
  private static final Set<String> PATHS = Set.of(".", "..", "count", "profile");

  private final KeycloakClient client;
  private final KeycloakRealm realm;

  /// @param trust whose certificates count
  public KeycloakAdminApi(KeycloakRealm realm, SSLContext trust) {
    this.realm = realm;
    this.client = new KeycloakClient(realm, trust);
  }

  /// The user of this id, where it is one of the customers.
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
        // somebody who is no customer, or a client that may see nobody
        checkRights();
        yield Optional.empty();
      }
      default -> throw unexpected(answer);
    };
  }

  private static KeycloakUser userOf(String id, KeycloakClient.Answer answer) {
    if (!answer.text("id").equals(id)) {
      // a page that a proxy shows instead
      throw unavailable("Keycloak answers with something that is not the user", null);
    }
    return answer.as(KeycloakUser.class);
  }

  // anything else that is not found is a path, a realm, or another's word for something
  private static void checkGone(KeycloakClient.Answer answer) {
    if (!answer.text("error").equals("User not found")) {
      throw unexpected(answer);
    }
  }

  /// Whether the realm says that there is no such user any more, and not only that this client may
  /// not see one.
  boolean isGone(String id) {
    KeycloakClient.Answer answer = client.call("GET", user(id), null);
    return answer.status() == 404 && answer.text("error").equals("User not found");
  }

  /// The users of exactly this address, in the realm's own way of comparing.
  List<KeycloakUser> withEmail(String email) {
    if (email.isEmpty()) {
      // Keycloak would take it for no condition at all
      throw new IllegalArgumentException("No address to search by");
    }
    List<KeycloakUser> found = list("/users?exact=true&first=0&max=10&email=" + encoded(email));
    if (found.isEmpty()) {
      checkRights();
    }
    return found;
  }

  /// A piece of the list, in the realm's order.
  ///
  /// @param search parts of names and addresses; null finds all
  List<KeycloakUser> page(@Nullable String search, long first, int most) {
    String condition = search == null ? "" : "&search=" + encoded(search);
    return list("/users?first=" + first + "&max=" + most + condition);
  }

  /// Sees that the client may see the customers: without the rights Keycloak answers an empty list,
  /// as if there were nobody.
  public void checkRights() {
    KeycloakClient.Answer count = client.call("GET", "/users/count", null);
    if (count.status() != 200) {
      throw missingRights();
    }
    // Where rights are given for single groups, it counts nobody for a client that has none.
    if (count.json().asLong() == 0 || page(null, 0, 1).isEmpty()) {
      throw unavailable(
          "The client '%s' is shown no customer in the realm '%s': it lacks rights, or there is none"
              .formatted(realm.clientId(), realm.realm()),
          null);
    }
  }

  /// Frees an account that the realm has locked after too many failures.
  void unlock(String id) {
    KeycloakClient.Answer answer =
        client.call("DELETE", "/attack-detection/brute-force/users/" + encoded(id), null);
    // 403 is also what it says of somebody who is gone: the next call finds out
    if (answer.status() != 204 && answer.status() != 404 && answer.status() != 403) {
      throw unexpected(answer);
    }
  }

  /// Sets the password, or answers which rule of the realm it breaks.
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

  /// Ends all sign-ins of the user and makes stale every token issued before this second. False
  /// where there is no such user.
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

  /// The clients that the user gave offline access to. Empty also where there is no such user.
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

  /// Ends the offline access of one client. What has ended already is done.
  void endOfflineGrant(String id, String clientId) {
    KeycloakClient.Answer answer =
        client.call("DELETE", user(id) + "/consents/" + encoded(clientId), null);
    switch (answer.status()) {
      case 204, 404 -> {}
      case 403 -> throw missingRights();
      default -> throw unexpected(answer);
    }
  }

  /// Takes the user's password away, so that none signs in. False where the realm keeps none of
  /// this user: it is kept in another directory, or there is none.
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
        "The client '%s' lacks rights in the realm '%s': it may not see or change its customers"
            .formatted(realm.clientId(), realm.realm()),
        null);
  }

  private static RuntimeException unexpected(KeycloakClient.Answer answer) {
    return unavailable("Keycloak answers with " + answer, null);
  }
}
