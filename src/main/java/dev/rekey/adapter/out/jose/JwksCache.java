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

/// The public keys of one issuer, read from its own address and kept for a while.
///
/// A key that is not among them may be a new one, so that it is asked for again, but not by
/// everybody who makes a name up. Where the issuer can't be asked, nobody is believed.
public final class JwksCache {
  /// A key that was withdrawn counts for so long at most.
  private static final Duration FRESH = Duration.ofMinutes(5);

  /// The least time between two questions, whatever the answer was.
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

  /// @param address the JWKS (RFC 7517) of the issuer
  /// @param http that follows no redirects: keys come from there or not at all
  /// @param deadline for connection, headers and body together
  public JwksCache(URI address, HttpClient http, Duration deadline, InstantSource clock) {
    this.address = address;
    this.http = http;
    this.deadline = deadline;
    this.clock = clock;
  }

  /// The keys of this name that are for signatures with `algorithm`; usually one or none.
  ///
  /// @throws TemporarilyUnavailable where it can't be told
  List<JsonWebKey> find(String id, String type, String algorithm) {
    List<JsonWebKey> found = kept(id, type, algorithm);
    if (!found.isEmpty()) {
      return found;
    }
    try {
      if (!asking.tryLock(2 * deadline.toMillis(), TimeUnit.MILLISECONDS)) {
        throw unavailable("are being asked for", null);
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw unavailable("were not waited for", stop);
    }
    try {
      // who held the lock before may have brought it
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

  // under the lock
  private void ask() {
    if (asked != null && !isOver(asked, PAUSE)) {
      if (!answered) {
        throw unavailable("were out of reach a moment ago", null);
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
    // the request's own timeout ends where the body begins
    CompletableFuture<HttpResponse<String>> answer =
        http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_OCTETS));
    try {
      HttpResponse<String> response = answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw unavailable("were answered with " + response.statusCode(), null);
      }
      return new JsonWebKeySet(response.body()).getJsonWebKeys();
    } catch (TimeoutException late) {
      answer.cancel(true);
      throw unavailable("did not come in time", late);
    } catch (ExecutionException failure) {
      throw unavailable("can't be fetched", failure);
    } catch (JoseException noKeys) {
      throw unavailable("can't be read", noKeys);
    } catch (InterruptedException stop) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw unavailable("were not waited for", stop);
    }
  }

  // also where the clock was set back
  private boolean isOver(Instant since, Duration time) {
    return Duration.between(since, clock.instant()).abs().compareTo(time) >= 0;
  }

  private TemporarilyUnavailable unavailable(String what, @Nullable Throwable cause) {
    return new TemporarilyUnavailable("The keys at " + address + " " + what, PAUSE, cause);
  }

  private record Known(List<JsonWebKey> keys, Instant at) {}
}
