package dev.rekey.adapter.in.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.LocalStackResource;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
      Office.api(
          "PUT",
          "/customers/%s-%02d".formatted(prefix, i),
          "{\"email\":\"%s-%02d@example.com\"}".formatted(prefix, i));
    }
    Clerk anna = Office.clerk("customers:read");

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
    String id = Office.customer("\"name\":\"Åsa Öberg\"");
    Clerk anna = Office.clerk("customers:read");

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
    HttpResponse<String> answer = Office.clerk("customers:read").get(CUSTOMERS + query);

    // a cursor may stand for any id that there could be
    if (!query.equals("?from=AAAA")) {
      assertThat(answer.statusCode()).isEqualTo(400);
    }
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    assertThat(answer.body()).doesNotContain("<script>", "<b>", "Exception");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody-of-this-name", "%20", "a%2Fb", "%3Cscript%3E"})
  void anUnknownCustomerIsAPage(String id) {
    Clerk anna = Office.clerk("store-admin");
    for (String path : List.of("", "/force-sign-in")) {
      HttpResponse<String> answer = anna.get(CUSTOMERS + "/" + id + path);
      assertThat(answer.statusCode()).isEqualTo(404);
      assertThat(answer.body()).doesNotContain("<script>");
    }
    for (String action : List.of("/password-resets", "/force-sign-in")) {
      assertThat(anna.submit(CUSTOMERS, CUSTOMERS + "/" + id + action).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aResetIsStartedAndNoLinkIsShown() {
    String id = Office.customer("\"password\":\"opensesame\"");
    Clerk anna = Office.clerk("customers:read", "customers:reset-password");
    String page = CUSTOMERS + "/" + id;

    HttpResponse<String> done = anna.submit(page, page + "/password-resets");
    String told = anna.get(Clerk.location(done)).body();
    String later = anna.get(page).body();

    assertThat(done.statusCode()).isEqualTo(303);
    assertThat(told)
        .contains("An email is on its way to the customer.")
        .doesNotContain("#token", "reset-password#");
    assertThat(later).doesNotContain("An email is on its way to the customer.");
    String token = LocalStackResource.mailbox().awaitMessageTo(id + "@example.com", 1).token();
    assertThat(anna.get(page).body()).doesNotContain(token);
  }

  @Test
  void tooManyResetsAreAPage() {
    String id = Office.customer("");
    Clerk anna = Office.clerk("customers:read", "customers:reset-password");
    String page = CUSTOMERS + "/" + id;
    for (int i = 0; i < 5; i++) {
      assertThat(anna.submit(page, page + "/password-resets").statusCode()).isEqualTo(303);
    }

    HttpResponse<String> refused = anna.submit(page, page + "/password-resets");

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(refused.body())
        .contains("<h1>Limit reached</h1>", "The limits are in the settings")
        .doesNotContain("spam");
    assertThat(refused.body()).contains("href=\"" + page + "\"");
  }

  @Test
  void aChoiceOfLanguageKeepsWhatOneIsLookingAt() {
    Clerk anna = Office.clerk("customers:read");

    assertThat(anna.get(CUSTOMERS + "?query=a%26b&lang=sv&store=default").body())
        .contains("href=\"" + CUSTOMERS + "?query=a%26b&amp;store=default&amp;lang=fr\"");
    assertThat(anna.get(CUSTOMERS).body()).contains("href=\"" + CUSTOMERS + "?lang=fr\"");
  }

  @Test
  void aDisabledAccountIsMailedNothing() {
    String id = Office.customer("\"status\":\"disabled\"");

    assertThat(Office.clerk("store-admin").get(CUSTOMERS + "/" + id).body())
        .contains("The account is disabled, so no email would be sent.")
        .containsPattern("aria-describedby=\"reset-about\" disabled>");
  }

  @Test
  void aForcedSignInIsAskedForFirstAndSaysHowManyTokensItRevoked() {
    String id = Office.customer("\"name\":\"Maria Lindqvist\"");
    Office.integration(id, "erp");
    String token = Office.integration(id, "crm");
    Clerk anna = Office.clerk("store-admin");
    String page = CUSTOMERS + "/" + id;

    HttpResponse<String> asked = anna.get(page + "/force-sign-in");
    assertThat(asked.body())
        .contains("Sign out customer " + id + " everywhere?", "Maria Lindqvist");
    assertThat(me(token)).isEqualTo(200);
    HttpResponse<String> done = anna.submit(page + "/force-sign-in", page + "/force-sign-in");
    String told = anna.get(Clerk.location(done)).body();

    assertThat(told).contains("2 tokens were revoked.", "Revoked").doesNotContain(token);
    assertThat(me(token)).isEqualTo(401);
    assertThat(Office.api("GET", "/customers/" + id + "/events", "").body())
        .contains("\"tokens-revoked\"", "\"kind\":\"administrator\",\"id\":\"anna\"");
  }

  @Test
  void aStandardAccountSaysWhyItCannotBeForced() {
    String id = Office.customer("");
    Clerk anna = Office.clerk("store-admin");
    String page = CUSTOMERS + "/" + id;

    assertThat(anna.get(page).body())
        .contains("This is a standard account")
        .containsPattern("aria-describedby=\"force-about\" disabled>")
        .doesNotContain(page + "/force-sign-in");
    HttpResponse<String> raced = anna.submit(page, page + "/force-sign-in");
    assertThat(raced.statusCode()).isEqualTo(409);
    assertThat(raced.body())
        .contains("<h1>Customer has no access tokens</h1>")
        .doesNotContain("Try again", page + "/force-sign-in");
    assertThat(anna.get(page + "/force-sign-in").statusCode()).isEqualTo(409);
    // who may not see customers is asked, and told afterwards
    assertThat(Office.clerk("customers:force-sign-in").get(page + "/force-sign-in").statusCode())
        .isEqualTo(200);
  }

  @Test
  void nothingThatSomebodyWroteIsMarkup() {
    String id = Office.customer("\"name\":\"" + HOSTILE + "\"");
    Clerk anna =
        new Clerk(RestAssured.port).signIn("anna<b>", "<script>alert(2)</script>", "store-admin");
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
    String id = Office.customer("");
    String token = Office.integration(id, "erp");
    Clerk anna = Office.clerk("store-admin");
    String page = CUSTOMERS + "/" + id;
    String path = action.startsWith("/") ? page + action : "/administration/" + action;
    String own = Clerk.formToken(anna.get(page));
    String others = Clerk.formToken(Office.clerk("store-admin").get(page));
    Map<String, String> ours = Map.of("Origin", Clerk.ADDRESS);

    List<HttpResponse<String>> refused =
        List.of(
            anna.post(path, Map.of(), ours),
            anna.post(path, Map.of("form-token", ""), ours),
            anna.post(path, Map.of("form-token", others), ours),
            anna.post(path, Map.of("form-token", own), Map.of()),
            anna.post(path, Map.of("form-token", own), Map.of("Origin", "https://evil.example")),
            anna.post(path, Map.of("form-token", own), Map.of("Origin", "null")),
            anna.post(
                path,
                Map.of("form-token", own),
                Map.of("Origin", Clerk.ADDRESS, "Sec-Fetch-Site", "cross-site")),
            anna.post(
                path,
                Map.of("form-token", own),
                Map.of("Origin", Clerk.ADDRESS, "Sec-Fetch-Site", "same-site")));

    for (HttpResponse<String> answer : refused) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
      assertThat(answer.body()).contains("Please send the form again");
    }
    assertThat(me(token)).isEqualTo(200);
    assertThat(anna.session()).isNotEmpty();
    assertThat(LocalStackResource.mailbox().messagesTo(id + "@example.com")).isEmpty();
  }

  @Test
  void aFormIsForTheAdministratorWhoWasShownIt() {
    String id = Office.customer("");
    String token = Office.integration(id, "erp");
    String page = CUSTOMERS + "/" + id;
    Clerk anna = Office.clerk("store-admin");
    String shownToAnna = Clerk.formToken(anna.get(page));
    anna.cookies().keySet().removeIf(name -> name.startsWith("q_"));
    // another one signs in on the same browser
    Clerk bert = anna.signIn("bert", "Bert", "store-admin");

    HttpResponse<String> answer =
        bert.post(
            page + "/force-sign-in",
            Map.of("form-token", shownToAnna),
            Map.of("Origin", Clerk.ADDRESS));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(me(token)).isEqualTo(200);
  }

  @Test
  void whatChangesAnythingIsNoLink() {
    String id = Office.customer("");
    String token = Office.integration(id, "erp");
    Clerk anna = Office.clerk("store-admin");
    String page = CUSTOMERS + "/" + id;

    assertThat(anna.get(page + "/password-resets").statusCode()).isEqualTo(405);
    assertThat(anna.get("/administration/sign-out").statusCode()).isEqualTo(405);
    for (String method : List.of("PUT", "DELETE", "PATCH")) {
      HttpResponse<String> answer =
          anna.call(page, method, HttpRequest.BodyPublishers.noBody(), Map.of());
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD, OPTIONS");
      assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
    }
    assertThat(me(token)).isEqualTo(200);
    assertThat(anna.session()).isNotEmpty();
  }

  @Test
  void noPageIsKeptOrFramedOrRunsWhatIsNotOurs() {
    Clerk anna = Office.clerk("store-admin");
    String id = Office.customer("");
    for (String page :
        List.of(
            CUSTOMERS,
            CUSTOMERS + "/" + id,
            CUSTOMERS + "/" + id + "/force-sign-in",
            CUSTOMERS + "/nobody",
            "/administration/settings",
            "/administration/signed-out")) {
      HttpResponse<String> answer = anna.get(page);
      assertThat(answer.headers().allValues("Cache-Control")).as(page).containsExactly("no-store");
      assertThat(answer.headers().allValues("Content-Security-Policy"))
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

  private static String origin() {
    var issuer = LocalStackResource.identityProvider().issuer();
    return issuer.getScheme() + "://" + issuer.getAuthority();
  }

  private static int me(String token) {
    return new Clerk(RestAssured.port)
        .call(
            "/me",
            "GET",
            HttpRequest.BodyPublishers.noBody(),
            Map.of("Authorization", "Bearer " + token))
        .statusCode();
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
