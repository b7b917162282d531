package dev.rekey.adapter.in.web.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.adapter.in.web.HttpBrowser;
import dev.rekey.local.profile.AllFeatures;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The grid, the customer's page, and what can be done there.
@QuarkusTest
@TestProfile(AllFeatures.class)
class CustomersOfAdministratorsTest {
  private static final String CUSTOMERS = "/administration/customers";
  private static final String HOSTILE =
      "<script>alert(1)</script>\\\"'><img src=x>{12345*10001}${x}";

  @Test
  void theGridIsReadForwardsAndBackwards() {
    String prefix = "grid" + System.nanoTime();
    for (int i = 0; i < 45; i++) {
      AdministrationFixtures.api(
          "PUT",
          "/customers/%s-%02d".formatted(prefix, i),
          "{\"email\":\"%s-%02d@example.com\"}".formatted(prefix, i));
    }
    HttpBrowser anna = AdministrationFixtures.administrator("customers:read");

    String first = anna.get(CUSTOMERS + "?query=" + prefix).body();
    String second = anna.get(link(first, "Next")).body();
    String third = anna.get(link(second, "Next")).body();
    String back = anna.get(link(third, "Previous")).body();

    assertThat(ids(first, prefix)).hasSize(20);
    assertThat(ids(second, prefix)).hasSize(20).doesNotContainAnyElementsOf(ids(first, prefix));
    assertThat(ids(third, prefix)).hasSize(5);
    assertThat(third).doesNotContain(">Next<");
    assertThat(first).doesNotContain(">Previous<", ">First page<");
    assertThat(ids(back, prefix)).isEqualTo(ids(second, prefix));
    assertThat(ids(anna.get(link(back, "Previous")).body(), prefix)).isEqualTo(ids(first, prefix));
    assertThat(ids(anna.get(link(third, "First page")).body(), prefix))
        .isEqualTo(ids(first, prefix));
  }

  @Test
  void aSearchFindsAndSaysWhatItLookedFor() {
    String id = AdministrationFixtures.customer("\"name\":\"Åsa Öberg\"");
    HttpBrowser anna = AdministrationFixtures.administrator("customers:read");

    assertThat(anna.get(CUSTOMERS + "?query=" + id + "%40example.com").body())
        .contains("Åsa Öberg", "value=\"" + id + "@example.com\"", CUSTOMERS + "/" + id);
    assertThat(anna.get(CUSTOMERS + "?query=" + id + "&store=default").body()).contains("Åsa");
    assertThat(anna.get(CUSTOMERS + "?query=no-such-customer").body())
        .contains("No customer matches this search.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?from=!",
        "?from=AAAA",
        "?from=" + "QQ" + "&from-before=%3Cscript%3E",
        "?store=nowhere",
        "?store=%3Cb%3E",
        "?query=%00"
      })
  void aParameterThatCannotBeIsAPage(String query) {
    HttpBrowser.Page answer =
        AdministrationFixtures.administrator("customers:read").get(CUSTOMERS + query);

    // a cursor may stand for any id that there could be
    if (!query.equals("?from=AAAA")) {
      assertThat(answer.status()).isEqualTo(400);
    }
    assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(answer.body()).doesNotContain("<script>", "<b>", "Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody-of-this-name", "%20", "%3Cscript%3E"})
  void anUnknownCustomerIsAPage(String id) {
    HttpBrowser anna = AdministrationFixtures.administrator("store-admin");
    for (String path : List.of("", "/force-sign-in")) {
      HttpBrowser.Page answer = anna.get(CUSTOMERS + "/" + id + path);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).doesNotContain("<script>");
    }
    for (String action : List.of("/password-resets", "/force-sign-in")) {
      assertThat(anna.submit(CUSTOMERS, CUSTOMERS + "/" + id + action).status()).isEqualTo(404);
    }
  }

  @Test
  void aResetIsStartedAndNoLinkIsShown() {
    String id = AdministrationFixtures.customer("\"password\":\"opensesame\"");
    HttpBrowser anna =
        AdministrationFixtures.administrator("customers:read", "customers:reset-password");
    String page = CUSTOMERS + "/" + id;

    HttpBrowser.Page done = anna.submit(page, page + "/password-resets");
    String told = anna.get(done.location()).body();
    String later = anna.get(page).body();

    assertThat(done.status()).isEqualTo(303);
    assertThat(told)
        .contains("An email is on its way to the customer.")
        .doesNotContain("#token", "reset-password#");
    assertThat(later).doesNotContain("An email is on its way to the customer.");
    String token = LocalStackResource.mailbox().awaitMessageTo(id + "@example.com", 1).token();
    assertThat(anna.get(page).body()).doesNotContain(token);
  }

  @Test
  void tooManyResetsAreAPage() {
    String id = AdministrationFixtures.customer("");
    HttpBrowser anna =
        AdministrationFixtures.administrator("customers:read", "customers:reset-password");
    String page = CUSTOMERS + "/" + id;
    for (int i = 0; i < 5; i++) {
      assertThat(anna.submit(page, page + "/password-resets").status()).isEqualTo(303);
    }

    HttpBrowser.Page refused = anna.submit(page, page + "/password-resets");

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isNotEmpty();
    assertThat(refused.body())
        .contains("<h1>Limit reached</h1>", "The limits are in the settings")
        .doesNotContain("spam");
    assertThat(refused.body()).contains("href=\"" + page + "\"");
  }

  @Test
  void aChoiceOfLanguageKeepsWhatOneIsLookingAt() {
    HttpBrowser anna = AdministrationFixtures.administrator("customers:read");

    assertThat(anna.get(CUSTOMERS + "?query=a%26b&lang=sv&store=default").body())
        .contains("href=\"" + CUSTOMERS + "?query=a%26b&amp;store=default&amp;lang=fr\"");
    assertThat(anna.get(CUSTOMERS).body()).contains("href=\"" + CUSTOMERS + "?lang=fr\"");
  }

  @Test
  void aDisabledAccountIsMailedNothing() {
    String id = AdministrationFixtures.customer("\"status\":\"disabled\"");

    assertThat(AdministrationFixtures.administrator("store-admin").get(CUSTOMERS + "/" + id).body())
        .contains("The account is disabled, so no email would be sent.")
        .containsPattern("aria-describedby=\"reset-about\" disabled>");
  }

  @Test
  void aForcedSignInIsAskedForFirstAndSaysHowManyTokensItRevoked() {
    String id = AdministrationFixtures.customer("\"name\":\"Maria Lindqvist\"");
    AdministrationFixtures.integration(id, "erp");
    String token = AdministrationFixtures.integration(id, "crm");
    HttpBrowser anna = AdministrationFixtures.administrator("store-admin");
    String page = CUSTOMERS + "/" + id;

    HttpBrowser.Page asked = anna.get(page + "/force-sign-in");
    assertThat(asked.body())
        .contains("Sign out customer " + id + " everywhere?", "Maria Lindqvist");
    assertThat(me(token)).isEqualTo(200);
    HttpBrowser.Page done = anna.submit(page + "/force-sign-in", page + "/force-sign-in");
    String told = anna.get(done.location()).body();

    assertThat(told).contains("2 tokens were revoked.", "Revoked").doesNotContain(token);
    assertThat(me(token)).isEqualTo(401);
    assertThat(AdministrationFixtures.api("GET", "/customers/" + id + "/events", "").body())
        .contains("\"tokens-revoked\"", "\"kind\":\"administrator\",\"id\":\"anna\"");
  }

  @Test
  void aStandardAccountSaysWhyItCannotBeForced() {
    String id = AdministrationFixtures.customer("");
    HttpBrowser anna = AdministrationFixtures.administrator("store-admin");
    String page = CUSTOMERS + "/" + id;

    assertThat(anna.get(page).body())
        .contains("This is a standard account")
        .containsPattern("aria-describedby=\"force-about\" disabled>")
        .doesNotContain(page + "/force-sign-in");
    HttpBrowser.Page raced = anna.submit(page, page + "/force-sign-in");
    assertThat(raced.status()).isEqualTo(409);
    assertThat(raced.body())
        .contains("<h1>Customer has no access tokens</h1>")
        .doesNotContain("Try again", page + "/force-sign-in");
    assertThat(anna.get(page + "/force-sign-in").status()).isEqualTo(409);
    // who may not see customers is asked, and told afterwards
    assertThat(
            AdministrationFixtures.administrator("customers:force-sign-in")
                .get(page + "/force-sign-in")
                .status())
        .isEqualTo(200);
  }

  @Test
  void nothingThatSomebodyWroteIsMarkup() {
    String id = AdministrationFixtures.customer("\"name\":\"" + HOSTILE + "\"");
    HttpBrowser anna =
        new HttpBrowser().signIn("anna<b>", "<script>alert(2)</script>", "store-admin");
    anna.submit(CUSTOMERS, CUSTOMERS + "/" + id + "/force-sign-in");

    for (String page :
        List.of(
            CUSTOMERS + "?query=" + id,
            CUSTOMERS + "/" + id,
            CUSTOMERS + "?query=%22%3E%3Cscript%3Ealert(3)%3C/script%3E")) {
      assertThat(anna.get(page).body())
          .doesNotContain("<script>alert", "<img src=x", "<b>", "123462345")
          .contains("&lt;script&gt;alert(2)");
    }
    assertThat(anna.get(CUSTOMERS + "/" + id).body())
        .contains("&lt;script&gt;alert(1)", "anna&lt;b&gt;");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/password-resets", "/force-sign-in", "sign-out", "settings"})
  void aFormThatIsNotOursDoesNothing(String action) {
    String id = AdministrationFixtures.customer("");
    String token = AdministrationFixtures.integration(id, "erp");
    HttpBrowser anna = AdministrationFixtures.administrator("store-admin");
    String page = CUSTOMERS + "/" + id;
    String path = action.startsWith("/") ? page + action : "/administration/" + action;
    String own = anna.get(page).formToken();
    String others = AdministrationFixtures.administrator("store-admin").get(page).formToken();

    List<HttpBrowser.Page> refused =
        List.of(
            anna.post(path, Map.of()),
            anna.post(path, Map.of("form-token", "")),
            anna.post(path, Map.of("form-token", others)),
            anna.post(path, Map.of("form-token", own), from("", "")),
            anna.post(path, Map.of("form-token", own), from("https://evil.example", "")),
            anna.post(path, Map.of("form-token", own), from("null", "")),
            anna.post(path, Map.of("form-token", own), from(HttpBrowser.ORIGIN, "cross-site")),
            anna.post(path, Map.of("form-token", own), from(HttpBrowser.ORIGIN, "same-site")));

    for (HttpBrowser.Page answer : refused) {
      assertThat(answer.status()).as(answer.body()).isEqualTo(403);
      assertThat(answer.body()).contains("Please send the form again");
    }
    assertThat(me(token)).isEqualTo(200);
    assertThat(anna.session()).isNotEmpty();
    assertThat(LocalStackResource.mailbox().messagesTo(id + "@example.com")).isEmpty();
  }

  @Test
  void aFormIsForTheAdministratorWhoWasShownIt() {
    String id = AdministrationFixtures.customer("");
    String token = AdministrationFixtures.integration(id, "erp");
    String page = CUSTOMERS + "/" + id;
    HttpBrowser anna = AdministrationFixtures.administrator("store-admin");
    String shownToAnna = anna.get(page).formToken();
    anna.cookies().keySet().removeIf(name -> name.startsWith("q_"));
    // another one signs in on the same browser
    HttpBrowser bert = anna.signIn("bert", "Bert", "store-admin");

    HttpBrowser.Page answer = bert.post(page + "/force-sign-in", Map.of("form-token", shownToAnna));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(me(token)).isEqualTo(200);
  }

  @Test
  void whatChangesAnythingIsNoLink() {
    String id = AdministrationFixtures.customer("");
    String token = AdministrationFixtures.integration(id, "erp");
    HttpBrowser anna = AdministrationFixtures.administrator("store-admin");
    String page = CUSTOMERS + "/" + id;

    assertThat(anna.get(page + "/password-resets").status()).isEqualTo(405);
    assertThat(anna.get("/administration/sign-out").status()).isEqualTo(405);
    for (String method : List.of("PUT", "DELETE", "PATCH")) {
      HttpBrowser.Page answer = anna.call(method, page, null);
      assertThat(answer.status()).isEqualTo(405);
      assertThat(answer.header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
      assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    }
    assertThat(me(token)).isEqualTo(200);
    assertThat(anna.session()).isNotEmpty();
  }

  @Test
  void noPageIsKeptOrFramedOrRunsWhatIsNotOurs() {
    HttpBrowser anna = AdministrationFixtures.administrator("store-admin");
    String id = AdministrationFixtures.customer("");
    for (String page :
        List.of(
            CUSTOMERS,
            CUSTOMERS + "/" + id,
            CUSTOMERS + "/" + id + "/force-sign-in",
            CUSTOMERS + "/nobody",
            "/administration/settings",
            "/administration/signed-out")) {
      HttpBrowser.Page answer = anna.get(page);
      assertThat(answer.header("Cache-Control")).as(page).isEqualTo("no-store");
      assertThat(answer.headers().get("content-security-policy"))
          .as(page)
          .singleElement()
          .asString()
          .contains(
              "default-src 'none'",
              "script-src 'self'",
              "style-src 'self'",
              "frame-ancestors 'none'",
              "base-uri 'none'",
              "form-action 'self' " + origin())
          .doesNotContain("unsafe");
      assertThat(answer.body()).doesNotContain("<style", "style=\"", "onclick", "<script>");
    }
  }

  /// Headers of a form that a page of `origin` sends, or without a header where it is empty.
  private static Map<String, String> from(String origin, String site) {
    return Map.of("Origin", origin, "Sec-Fetch-Site", site);
  }

  private static String origin() {
    var issuer = LocalStackResource.identityProvider().issuer();
    return issuer.getScheme() + "://" + issuer.getAuthority();
  }

  private static int me(String token) {
    return new HttpBrowser()
        .call("GET", "/me", null, Map.of("Authorization", "Bearer " + token))
        .status();
  }

  private static Set<String> ids(String page, String prefix) {
    Set<String> ids = new HashSet<>();
    Matcher id = Pattern.compile("scope=\"row\"[^>]*>(" + prefix + "-\\d\\d)<").matcher(page);
    while (id.find()) {
      ids.add(id.group(1));
    }
    return ids;
  }

  private static String link(String page, String name) {
    Matcher link = Pattern.compile("<a href=\"([^\"]+)\"[^>]*>" + name + "</a>").matcher(page);
    assertThat(link.find()).as(name).isTrue();
    return link.group(1).replace("&amp;", "&");
  }
}
