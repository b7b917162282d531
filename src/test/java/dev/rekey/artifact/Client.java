package dev.rekey.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.TestStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/// Calls one replica, as an administrator where a call needs one.
final class Client {
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI service;
  private final URI management;
  private final String administrator;

  Client(Service service, String administrator) {
    this.service = service.baseUri();
    this.management = service.managementUri();
    this.administrator = administrator;
  }

  /// Calls `service` as an administrator with all rights.
  static Client of(TestStack stack, Service service) {
    return new Client(service, stack.administrator("it"));
  }

  /// What came back.
  record Answer(int status, String body, HttpResponse<String> response) {
    JsonNode json() {
      try {
        return JSON.readTree(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    String text(String member) {
      return json().get(member).asText();
    }

    Answer expect(int expected) {
      assertThat(status).as(body).isEqualTo(expected);
      return this;
    }
  }

  Answer post(String path, Map<String, ?> body) {
    return call("POST", path, body, Map.of());
  }

  Answer post(String path, Map<String, ?> body, Map<String, String> headers) {
    return call("POST", path, body, headers);
  }

  Answer asAdministrator(String method, String path, Map<String, ?> body) {
    return call(method, path, body, Map.of("Authorization", "Bearer " + administrator));
  }

  Answer as(String bearer, String method, String path) {
    return call(method, path, Map.of(), Map.of("Authorization", "Bearer " + bearer));
  }

  /// Calls the management port.
  Answer management(String path) {
    return send(HttpRequest.newBuilder(management.resolve(path)).timeout(Duration.ofSeconds(30)));
  }

  Answer get(String path) {
    return call("GET", path, Map.of(), Map.of());
  }

  Answer form(String path, String form, String bearer) {
    return form(path, form, Map.of("Authorization", "Bearer " + bearer));
  }

  Answer form(String path, String form, Map<String, String> headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form));
    headers.forEach(request::header);
    return send(request);
  }

  /// Creates an active customer of the store.
  void customer(String id, String email, String password) {
    asAdministrator(
            "PUT",
            "/customers/" + id,
            Map.of("email", email, "name", "Name of " + id, "password", password))
        .expect(201);
  }

  Answer call(String method, String path, Map<String, ?> body, Map<String, String> headers) {
    try {
      HttpRequest.Builder request = request(path);
      headers.forEach(request::header);
      if (body.isEmpty()) {
        request.method(method, HttpRequest.BodyPublishers.noBody());
      } else {
        request.header("Content-Type", "application/json");
        request.method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
      }
      return send(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(service.resolve(path)).timeout(Duration.ofSeconds(30));
  }

  private static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body(), response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
