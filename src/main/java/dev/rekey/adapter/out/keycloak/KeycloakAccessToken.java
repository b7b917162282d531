package dev.rekey.adapter.out.keycloak;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Fetches and caches the access token of the realm's client (RFC 6749, section 4.4).
final class KeycloakAccessToken {
  // a token is not used near its expiry, because the call takes time too
  private static final Duration RESERVE = Duration.ofSeconds(10);

  private final ReentrantLock lock = new ReentrantLock();
  private final KeycloakRealm realm;
  private final URI endpoint;
  private final Exchange exchange;
  private volatile @Nullable Token token;

  KeycloakAccessToken(KeycloakRealm realm, URI endpoint, Exchange exchange) {
    this.realm = realm;
    this.endpoint = endpoint;
    this.exchange = exchange;
  }

  /// Returns a token that is not known to be expired and is not the `refused` one.
  ///
  /// @param end the deadline of the call that needs the token, in the time of [System#nanoTime]
  String get(@Nullable String refused, long end) {
    Token known = token;
    if (known != null && known.isFresh() && !known.text.equals(refused)) {
      return known.text;
    }
    lock.lock();
    try {
      Token meanwhile = token;
      if (meanwhile != null && meanwhile.isFresh() && !meanwhile.text.equals(refused)) {
        return meanwhile.text;
      }
      Token fresh = fetch(end);
      token = fresh;
      return fresh.text;
    } finally {
      lock.unlock();
    }
  }

  private Token fetch(long end) {
    long asked = System.nanoTime();
    String form =
        Map.of(
                "grant_type", "client_credentials",
                "client_id", realm.clientId(),
                "client_secret", realm.clientSecret())
            .entrySet()
            .stream()
            .map(one -> one.getKey() + "=" + KeycloakClient.encoded(one.getValue()))
            .collect(Collectors.joining("&"));
    KeycloakClient.Answer answer =
        exchange.send(
            HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build(),
            end);
    String text = answer.text("access_token");
    if (answer.status() != 200 || text.isEmpty()) {
      throw KeycloakClient.unavailable(
          "Keycloak issues no token to the client '%s' of the realm '%s' (status %d %s)"
              .formatted(
                  realm.clientId(), realm.realm(), answer.status(), word(answer.text("error"))),
          null);
    }
    return new Token(
        text,
        asked
            + Duration.ofSeconds(answer.json().path("expires_in").asLong())
                .minus(RESERVE)
                .toNanos());
  }

  // Only a plain error code is logged: the text comes from another system (log injection).
  private static String word(String text) {
    return text.matches("[a-z_]{1,40}") ? text : "";
  }

  private record Token(String text, long freshUntil) {
    boolean isFresh() {
      return System.nanoTime() - freshUntil < 0;
    }

    @Override
    public String toString() {
      return "[token]";
    }
  }

  /// Sends a request before a deadline.
  interface Exchange {
    KeycloakClient.Answer send(HttpRequest request, long end);
  }
}
