package dev.rekey.adapter.in.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One role for each right: what a role may not do is not shown, and is refused.
@QuarkusTest
@TestProfile(AllFeatures.class)
class RightsOfAdministratorsTest {
  private static final String CUSTOMERS = "/administration/customers";
  private static final String SETTINGS = "/administration/settings";

  /// Which of the things below each right opens.
  private static final Map<String, List<String>> OPENED =
      Map.of(
          "customers:read", List.of("find", "read"),
          "customers:reset-password", List.of("reset"),
          "customers:force-sign-in", List.of("ask", "force"),
          "settings:write", List.of("settings", "change"),
          "customers:write", List.of(),
          "oauth-tokens:write", List.of(),
          "oauth-tokens:introspect", List.of(),
          "none-of-ours", List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "customers:read",
        "customers:reset-password",
        "customers:force-sign-in",
        "settings:write",
        "customers:write",
        "oauth-tokens:write",
        "oauth-tokens:introspect",
        "none-of-ours",
        "store-admin"
      })
  void aRoleOpensWhatItIsForAndNothingElse(String role) {
    String id = Office.customer("");
    Office.integration(id, "erp");
    Clerk clerk = Office.clerk(role);
    String customer = CUSTOMERS + "/" + id;
    Map<String, HttpResponse<String>> answers =
        Map.of(
            "find", clerk.get(CUSTOMERS),
            "read", clerk.get(customer),
            "ask", clerk.get(customer + "/force-sign-in"),
            "settings", clerk.get(SETTINGS),
            "reset", clerk.submit("/administration/customers", customer + "/password-resets"),
            "force", clerk.submit("/administration/customers", customer + "/force-sign-in"),
            "change", clerk.submit("/administration/customers", SETTINGS));

    answers.forEach((what, answer) -> {
      boolean opened =
          role.equals("store-admin") || OPENED.getOrDefault(role, List.of()).contains(what);
      if (opened) {
        assertThat(answer.statusCode()).as(role + " " + what).isIn(200, 303, 422);
      } else {
        assertThat(answer.statusCode()).as(role + " " + what).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(answer.body())
            .contains("<h1>Not allowed</h1>")
            .doesNotContain(id + "@example.com");
      }
    });
  }

  @Test
  void whatARoleMayNotDoIsNotShown() {
    String id = Office.customer("");
    Office.integration(id, "the-erp-of-the-shop");
    String page = CUSTOMERS + "/" + id;

    String reader = Office.clerk("customers:read").get(page).body();
    String support = Office.clerk("customers:read", "customers:reset-password").get(page).body();
    String security = Office.clerk("customers:read", "customers:force-sign-in").get(page).body();
    String tokens = Office.clerk("customers:read", "oauth-tokens:write").get(page).body();
    String all = Office.clerk("store-admin").get(page).body();

    assertThat(reader)
        .contains(id, "Audit trail")
        .doesNotContain(
            "Reset password",
            "Force sign-in",
            "Tokens and sign-ins",
            "the-erp-of-the-shop",
            "administration/settings");
    assertThat(support)
        .contains("Reset password", "/password-resets")
        .doesNotContain("Force sign-in", "Tokens and sign-ins");
    assertThat(security)
        .contains("Force sign-in", "/force-sign-in")
        .doesNotContain("Reset password", "Tokens and sign-ins");
    assertThat(tokens)
        .contains("Tokens and sign-ins", "the-erp-of-the-shop")
        .doesNotContain("Reset password", "Force sign-in");
    assertThat(all)
        .contains(
            "Reset password",
            "Force sign-in",
            "Tokens and sign-ins",
            "Audit trail",
            "/administration/settings");
  }

  @Test
  void whoMaySeeOneThingOnlyIsLedThere() {
    assertThat(Clerk.location(Office.clerk("customers:read").get("/administration")))
        .isEqualTo(CUSTOMERS);
    assertThat(Clerk.location(Office.clerk("settings:write").get("/administration")))
        .isEqualTo(SETTINGS);
    HttpResponse<String> nothing = Office.clerk("customers:write").get("/administration");
    assertThat(nothing.statusCode()).isEqualTo(200);
    assertThat(nothing.body()).contains("There is nothing here for you yet");
  }

  @Test
  void whoMayOnlyActIsToldThatItIsDone() {
    String id = Office.customer("");
    Office.integration(id, "erp");
    Clerk clerk = Office.clerk("customers:force-sign-in");

    HttpResponse<String> done =
        clerk.submit(
            CUSTOMERS + "/" + id + "/force-sign-in", CUSTOMERS + "/" + id + "/force-sign-in");

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(clerk.get(Clerk.location(done)).body()).contains("1 token was revoked.");
  }
}
