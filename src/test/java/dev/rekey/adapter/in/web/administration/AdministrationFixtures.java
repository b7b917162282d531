package dev.rekey.adapter.in.web.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.adapter.in.web.HttpBrowser;
import dev.rekey.local.stack.LocalStackResource;
import java.util.Map;
import java.util.UUID;

/// What tests of the administration's pages have in common: administrators with roles, and
/// customers of their own.
final class AdministrationFixtures {
  private AdministrationFixtures() {}

  static HttpBrowser administrator(String... roles) {
    return new HttpBrowser().signIn("anna", "Anna", roles);
  }

  /// A customer with these members besides an e-mail address; answers its id.
  static String customer(String members) {
    String id = "a-" + UUID.randomUUID();
    HttpBrowser.Page answer =
        api(
            "PUT",
            "/customers/" + id,
            "{\"email\":\"%s@example.com\"%s}"
                .formatted(id, members.isEmpty() ? "" : "," + members));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return id;
  }

  /// One that was given a token, and the token.
  static String integration(String customer, String client) {
    HttpBrowser.Page answer =
        api("POST", "/customers/" + customer + "/oauth-tokens", "{\"client\":\"" + client + "\"}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return answer.body().replaceFirst("(?s).*\"accessToken\":\"([^\"]+)\".*", "$1");
  }

  static HttpBrowser.Page api(String method, String path, String body) {
    return new HttpBrowser()
        .call(
            method,
            path,
            body.isEmpty() ? null : body,
            Map.of(
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + LocalStackResource.identityProvider().token("api", "store-admin")));
  }
}
