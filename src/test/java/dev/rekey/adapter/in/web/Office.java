package dev.rekey.adapter.in.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.LocalStackResource;
import io.restassured.RestAssured;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;

/// What tests of the administration's pages have in common: clerks with roles, and customers of
/// their own.
final class Office {
  private Office() {}

  static Clerk clerk(String... roles) {
    return new Clerk(RestAssured.port).signIn("anna", "Anna", roles);
  }

  /// A customer with these members besides an e-mail address; answers its id.
  static String customer(String members) {
    String id = "a-" + UUID.randomUUID();
    HttpResponse<String> answer =
        api(
            "PUT",
            "/customers/" + id,
            "{\"email\":\"%s@example.com\"%s}"
                .formatted(id, members.isEmpty() ? "" : "," + members));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return id;
  }

  /// One that was given a token, and the token.
  static String integration(String customer, String client) {
    HttpResponse<String> answer =
        api("POST", "/customers/" + customer + "/oauth-tokens", "{\"client\":\"" + client + "\"}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return answer.body().replaceFirst("(?s).*\"accessToken\":\"([^\"]+)\".*", "$1");
  }

  static HttpResponse<String> api(String method, String path, String body) {
    return new Clerk(RestAssured.port)
        .call(
            path,
            method,
            body.isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(body),
            Map.of(
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + LocalStackResource.identityProvider().token("api", "store-admin")));
  }
}
