package dev.rekey.local.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The customers of the demo store, put in through the service's own API as a shop would do it.
public final class DemoData {

  /// They all have it.
  public static final String PASSWORD = "opensesame";

  private static final ObjectMapper JSON = new ObjectMapper();

  /// One customer, and the integrations that hold a token for it.
  public record DemoCustomer(
      String id, String name, String email, String language, List<String> integrations) {}

  public static final List<DemoCustomer> CUSTOMERS =
      List.of(
          customer("c-1001", "Maria", "maria@example.com", "en", "erp", "loyalty"),
          customer("c-1002", "Sven", "sven@example.com", "sv", "erp"),
          customer("c-1003", "Claire", "claire@example.com", "fr", "erp"),
          customer("c-1004", "Yuki", "yuki@example.com", "ja", "erp"),
          customer("c-1005", "Wei", "wei@example.com", "zh-Hans", "erp"),
          // A standard account: nobody ever got a token for it.
          customer("c-1006", "Plain", "plain@example.com", "en"));

  private final HttpClient client;
  private final URI service;
  private final String bearer;

  private DemoData(HttpClient client, URI service, String bearer) {
    this.client = client;
    this.service = service;
    this.bearer = bearer;
  }

  /// Provisions all of them with an administrator's token.
  public static void provision(URI service, String bearer) {
    provision(service, bearer, CUSTOMERS);
  }

  /// Provisions others than these.
  public static void provision(URI service, String bearer, List<DemoCustomer> customers) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      DemoData data = new DemoData(client, service, bearer);
      customers.forEach(data::provision);
    }
  }

  private void provision(DemoCustomer customer) {
    String path = "/customers/" + customer.id();
    send(
        "PUT",
        path,
        Map.of(
            "email",
            customer.email(),
            "name",
            customer.name(),
            "locale",
            customer.language(),
            "password",
            PASSWORD),
        Set.of(200, 201));
    for (String integration : customer.integrations()) {
      send("POST", path + "/oauth-tokens", Map.of("client", integration), Set.of(201));
    }
  }

  private void send(String method, String path, Map<String, String> body, Set<Integer> expected) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(service.resolve(path))
              .timeout(Duration.ofSeconds(30))
              .header("Authorization", "Bearer " + bearer)
              .header("Content-Type", "application/json")
              .method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
              .build();
      HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (!expected.contains(response.statusCode())) {
        throw new IllegalStateException(
            "The demo data cannot be put in: %s %s answered %d %s"
                .formatted(method, path, response.statusCode(), response.body()));
      }
    } catch (IOException e) {
      throw new IllegalStateException(
          "The demo data cannot be put in: %s %s got no answer".formatted(method, path), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while putting in the demo data", e);
    }
  }

  private static DemoCustomer customer(
      String id, String name, String email, String language, String... integrations) {
    return new DemoCustomer(id, name, email, language, Arrays.asList(integrations));
  }
}
