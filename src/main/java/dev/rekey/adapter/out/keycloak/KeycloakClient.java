package dev.rekey.adapter.out.keycloak;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.rekey.application.port.TemporarilyUnavailable;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// Calls the admin API of one realm with an access token of the client. Each call has one overall
/// deadline.
///
/// The class uses the JDK's client because it needs one bound for the whole call, from the
/// connection to the last octet of the response. Generated clients only have a timeout for each
/// phase. The client follows no redirect and limits the size of a response. Exceptions contain
/// neither a URL nor data of the request.
final class KeycloakClient {
  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
  private static final long MAX_RESPONSE_LENGTH = 4L << 20;

  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  private final HttpClient http;
  private final KeycloakRealm realm;
  private final String server;
  private final KeycloakAccessToken accessToken;

  KeycloakClient(KeycloakRealm realm, SSLContext trust) {
    this.realm = realm;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .sslContext(trust)
            .build();
    this.server = realm.url().toString().replaceAll("/+$", "");
    this.accessToken =
        new KeycloakAccessToken(
            realm, uri("/realms/", "/protocol/openid-connect/token"), this::send);
  }

  /// Calls `path` below the realm's admin API and returns the realm's response, including
  /// rejections.
  ///
  /// @throws TemporarilyUnavailable if no response arrives or the response is unusable. The realm
  ///   may have processed the request
  Answer call(String method, String path, @Nullable Object body) {
    long end = System.nanoTime() + realm.deadline().toNanos();
    String held = accessToken.get(null, end);
    Answer answer = send(request(method, path, body, held), end);
    if (answer.status == 401) {
      // the realm may have new keys, or it may have invalidated earlier tokens
      answer = send(request(method, path, body, accessToken.get(held, end)), end);
    }
    if (answer.status == 401) {
      throw unavailable("Keycloak rejects the tokens of Rekey's client", null);
    }
    if (answer.status >= 500) {
      throw unavailable("Keycloak answers with status " + answer.status, null);
    }
    if (answer.status == 404 && answer.text("error").isEmpty()) {
      // A proxy or an unknown path answered. That does not prove that a user is gone.
      throw unavailable("A proxy in front of Keycloak answers with status 404", null);
    }
    if (answer.status == 404 && answer.text("error").startsWith("Realm not found")) {
      throw unavailable("Keycloak has no realm '" + realm.realm() + "'", null);
    }
    return answer;
  }

  static TemporarilyUnavailable unavailable(String what, @Nullable Throwable cause) {
    return new TemporarilyUnavailable(what, RETRY_AFTER, cause);
  }

  /// Encodes a path segment or a query value.
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private HttpRequest request(
      String method, String path, @Nullable Object body, String accessToken) {
    return HttpRequest.newBuilder(uri("/admin/realms/", path))
        .header("Authorization", "Bearer " + accessToken)
        .header("Accept", "application/json")
        .header("Content-Type", "application/json")
        .method(
            method,
            body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofByteArray(json(body)))
        .build();
  }

  private URI uri(String api, String path) {
    return URI.create(server + api + encoded(realm.realm()) + path);
  }

  private static byte[] json(Object body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (IOException mapsAndRecordsCanBeWritten) {
      // no cause: its message might contain the value
      throw new IllegalStateException("The request body cannot be serialized");
    }
  }

  private Answer send(HttpRequest request, long end) {
    CompletableFuture<HttpResponse<byte[]>> sent =
        http.sendAsync(
            request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_RESPONSE_LENGTH));
    try {
      HttpResponse<byte[]> response =
          sent.get(Math.max(1, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      return new Answer(response.statusCode(), response.body());
    } catch (TimeoutException late) {
      sent.cancel(true);
      throw unavailable("Keycloak did not respond within " + realm.deadline(), null);
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause();
      throw unavailable(
          "Keycloak is unavailable (%s)"
              .formatted((cause == null ? failure : cause).getClass().getSimpleName()),
          null);
    } catch (InterruptedException stop) {
      sent.cancel(true);
      Thread.currentThread().interrupt();
      throw unavailable("The service is stopping", null);
    }
  }

  /// The response to a call.
  record Answer(int status, byte[] body) {
    /// Returns the body as JSON, or a missing node. While Keycloak starts, its responses are not
    /// JSON.
    JsonNode json() {
      try {
        JsonNode read = JSON.readTree(body);
        return read == null ? MissingNode.getInstance() : read;
      } catch (IOException notJson) {
        return MissingNode.getInstance();
      }
    }

    String text(String member) {
      return json().path(member).asText("");
    }

    /// Returns the body as a value of `type`.
    <T> T as(Class<T> type) {
      try {
        return JSON.readValue(body, type);
      } catch (IOException notWhatItShouldBe) {
        throw unavailable("Keycloak returns an unexpected response", null);
      }
    }

    @Override
    public String toString() {
      return "status " + status;
    }
  }
}
