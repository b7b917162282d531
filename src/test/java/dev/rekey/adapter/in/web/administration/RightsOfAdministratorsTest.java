package dev.rekey.adapter.in.web.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.adapter.in.web.HttpBrowser;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
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
    String id = AdministrationFixtures.customer("");
    AdministrationFixtures.integration(id, "erp");
    HttpBrowser administrator = AdministrationFixtures.administrator(role);
    String customer = CUSTOMERS + "/" + id;
    Map<String, HttpBrowser.Page> answers =
        Map.of(
            "find", administrator.get(CUSTOMERS),
            "read", administrator.get(customer),
            "ask", administrator.get(customer + "/force-sign-in"),
            "settings", administrator.get(SETTINGS),
            "reset",
                administrator.submit("/administration/customers", customer + "/password-resets"),
            "force", administrator.submit("/administration/customers", customer + "/force-sign-in"),
            "change", administrator.submit("/administration/customers", SETTINGS));

    answers.forEach((what, answer) -> {
      boolean opened =
          role.equals("store-admin") || OPENED.getOrDefault(role, List.of()).contains(what);
      if (opened) {
        assertThat(answer.status()).as(role + " " + what).isIn(200, 303, 422);
      } else {
        assertThat(answer.status()).as(role + " " + what).isEqualTo(403);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
        assertThat(answer.body())
            .contains("<h1>Not allowed</h1>")
            .doesNotContain(id + "@example.com");
      }
    });
  }

  @Test
  void whatARoleMayNotDoIsNotShown() {
    String id = AdministrationFixtures.customer("");
    AdministrationFixtures.integration(id, "the-erp-of-the-shop");
    String page = CUSTOMERS + "/" + id;

    String reader = AdministrationFixtures.administrator("customers:read").get(page).body();
    String support =
        AdministrationFixtures.administrator("customers:read", "customers:reset-password")
            .get(page)
            .body();
    String security =
        AdministrationFixtures.administrator("customers:read", "customers:force-sign-in")
            .get(page)
            .body();
    String tokens =
        AdministrationFixtures.administrator("customers:read", "oauth-tokens:write")
            .get(page)
            .body();
    String all = AdministrationFixtures.administrator("store-admin").get(page).body();

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
    assertThat(
            AdministrationFixtures.administrator("customers:read")
                .get("/administration")
                .location())
        .isEqualTo(CUSTOMERS);
    assertThat(
            AdministrationFixtures.administrator("settings:write")
                .get("/administration")
                .location())
        .isEqualTo(SETTINGS);
    HttpBrowser.Page nothing =
        AdministrationFixtures.administrator("customers:write").get("/administration");
    assertThat(nothing.status()).isEqualTo(200);
    assertThat(nothing.body()).contains("There is nothing here for you yet");
  }

  @Test
  void whoMayOnlyActIsToldThatItIsDone() {
    String id = AdministrationFixtures.customer("");
    AdministrationFixtures.integration(id, "erp");
    HttpBrowser administrator = AdministrationFixtures.administrator("customers:force-sign-in");

    HttpBrowser.Page done =
        administrator.submit(
            CUSTOMERS + "/" + id + "/force-sign-in", CUSTOMERS + "/" + id + "/force-sign-in");

    assertThat(done.status()).isEqualTo(303);
    assertThat(administrator.get(done.location()).body()).contains("1 token was revoked.");
  }
}
