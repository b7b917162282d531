package dev.rekey.adapter.out.jose;

import dev.rekey.application.port.TemporarilyUnavailable;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// Caches the public keys of one trusted issuer, read from its configured JWKS URI.
///
/// An unknown key id may belong to a new key and causes a refresh. Refreshes are throttled, so that
/// made-up key ids cannot flood the issuer. During an outage of the issuer no signature is
/// accepted.
public final class JwksCache {
  /// Time to live of cached keys, which is the maximum time that a withdrawn key stays valid.
  private static final Duration FRESH = Duration.ofMinutes(5);

  /// Minimum time between two refreshes, successful or not.
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final int MAX_OCTETS = 64 * 1024;

  private final URI address;
  private final HttpClient http;
  private final Duration deadline;
  private final InstantSource clock;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Known known;
  private @Nullable Instant asked;
  private boolean answered;

  /// @param address the URL of the issuer's JWKS (RFC 7517)
  /// @param http a client that follows no redirect: keys come from this URL only
  /// @param deadline the deadline for connection, headers and body together
  public JwksCache(URI address, HttpClient http, Duration deadline, InstantSource clock) {
    this.address = address;
    this.http = http;
    this.deadline = deadline;
    this.clock = clock;
  }

  /// Returns the keys with this id that verify signatures of `algorithm`; usually one or none.
  ///
  /// @throws TemporarilyUnavailable if the keys are not available
  List<JsonWebKey> find(String id, String type, String algorithm) {
    List<JsonWebKey> found = kept(id, type, algorithm);
    if (!found.isEmpty()) {
      return found;
    }
    try {
      if (!asking.tryLock(2 * deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw unavailable("are being loaded", null);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw unavailable("were not loaded: the service is stopping", stop);
    }
    try {
      // the previous holder of the lock may have loaded the key
      List<JsonWebKey> brought = kept(id, type, algorithm);
      if (brought.isEmpty()) {
        ask();
        brought = kept(id, type, algorithm);
      }
      return brought;
    } finally {
      asking.unlock();
    }
  }

  private List<JsonWebKey> kept(String id, String type, String algorithm) {
    Known now = known;
    return now == null || isOver(now.at, FRESH)
        ? List.of()
        : now.keys.stream()
            .filter(key -> id.equals(key.getKeyId()))
            .filter(key -> type.equals(key.getKeyType()))
            .filter(key -> key.getUse() == null || key.getUse().equals("sig"))
            .filter(key -> key.getAlgorithm() == null || key.getAlgorithm().equals(algorithm))
            .toList();
  }

  // The caller holds the lock.
  private void ask() {
    if (asked != null && !isOver(asked, PAUSE)) {
      if (!answered) {
        throw unavailable("were unavailable at the last refresh", null);
      }
      return;
    }
    asked = clock.instant();
    answered = false;
    known = new Known(fetch(), clock.instant());
    answered = true;
  }

  private List<JsonWebKey> fetch() {
    HttpRequest request =
        HttpRequest.newBuilder(address)
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(deadline)
            .header("Accept", "application/json")
            .build();
    // the request's own timeout does not cover the body
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_OCTETS));
    try {
      HttpResponse<String> response = answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw unavailable("are unavailable: status " + response.statusCode(), null);
      }
      return new JsonWebKeySet(response.body()).getJsonWebKeys();
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw unavailable("did not arrive before the timeout", late);
    } catch (ExecutionException failure) {
      throw unavailable("cannot be loaded", failure);
    } catch (JoseException noKeys) {
      throw unavailable("cannot be parsed", noKeys);
    } catch (InterruptedException stop) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw unavailable("were not loaded: the service is stopping", stop);
    }
  }

  // The absolute difference covers a clock that was set back.
  private boolean isOver(Instant since, Duration time) {
    return Duration.between(since, clock.instant()).abs().compareTo(time) >= 0;
  }

  private TemporarilyUnavailable unavailable(String what, @Nullable Throwable cause) {
    return new TemporarilyUnavailable("The keys at " + address + " " + what, PAUSE, cause);
  }

  private record Known(List<JsonWebKey> keys, Instant at) {}
}
