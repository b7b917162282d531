package dev.rekey.adapter.in.web.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.adapter.in.http.ResourceClasses;
import dev.rekey.adapter.in.web.HttpBrowser;
import dev.rekey.adapter.in.web.storefront.StorefrontIntegrationTest;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands between a page of ours and a page of somebody else's.
@QuarkusTest
@TestProfile(AllFeatures.class)
class PageDefencesTest extends StorefrontIntegrationTest {
  private static final Pattern SOURCE = Pattern.compile("(?:src|href)=\"([^\"#]+)\"");
  private static final List<String> FORMS =
      List.of(
          "/sign-in",
          "/forgot-password",
          "/reset-password/confirm",
          "/reset-password/new-link",
          "/not-me/confirm",
          "/account/password",
          "/sign-out",
          "/sign-out-everywhere");

  @Test
  void aFormWithoutOurTokenIsRefusedEverywhere() {
    Account account = account();
    HttpBrowser browser = signedIn(account);
    HttpBrowser other = signedIn(account());
    String others = other.get("/account").formToken("/sign-out");
    String beforeSignIn = new HttpBrowser().get("/sign-in").formToken("/sign-in");
    for (String form : FORMS) {
      for (String token : List.of("", "x", others, beforeSignIn)) {
        HttpBrowser.Page refused = browser.post(form, fields(account, token));
        assertThat(refused.status()).as("%s with '%s'", form, token).isEqualTo(403);
        assertThat(refused.heading()).isEqualTo(say("page.form-refused.title"));
      }
      assertThat(browser.post(form, Map.of()).status()).as(form).isEqualTo(403);
    }
    untouched(account, browser);
  }

  /// An administrator who tries the storefront in another tab loses no form of the administration.
  @Test
  void aSignInAtTheStorefrontEndsNoFormOfTheAdministration() {
    HttpBrowser browser = new HttpBrowser().signIn("anna", "Anna", "store-admin");
    String token = browser.get("/administration/settings").formToken("/administration/sign-out");

    browser.fill("/sign-in", "email", account().email(), "password", PASSWORD);

    assertThat(browser.post("/administration/sign-out", Map.of("form-token", token)).status())
        .isEqualTo(303);
  }

  /// Somebody who is signed in without knowing it, as somebody else, gives away what they type.
  @Test
  void aFormFromBeforeTheSignInIsWorthNothingAfterIt() {
    Account account = account();
    HttpBrowser browser = new HttpBrowser();
    Map<String, String> before = browser.get("/sign-in").hidden("/sign-in");
    browser.fill("/sign-in", "email", account.email(), "password", PASSWORD);
    assertThat(browser.get("/account").status()).isEqualTo(200);

    assertThat(browser.post("/sign-out", before).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "https://evil.example, cross-site",
    "https://evil.example, ''",
    "'null', ''",
    "'', ''",
    "'', cross-site",
    "'', same-site",
    "http://localhost:8080, cross-site",
    "http://localhost:8081, same-origin"
  })
  void aFormFromAnotherPageIsRefusedEverywhereAlsoWithOurToken(String origin, String site) {
    Account account = account();
    HttpBrowser browser = signedIn(account);
    String token = browser.get("/account").formToken("/sign-out");
    HttpBrowser evil = browser.sending("Origin", origin).sending("Sec-Fetch-Site", site);
    for (String form : FORMS) {
      assertThat(evil.post(form, fields(account, token)).status()).as(form).isEqualTo(403);
    }
    untouched(account, browser.sending("Origin", HttpBrowser.ORIGIN));
  }

  @Test
  void aRefusedFormChangesNothingThatTheBrowserHolds() {
    HttpBrowser evil =
        new HttpBrowser()
            .sending("Origin", "https://evil.example")
            .sending("Sec-Fetch-Site", "cross-site");

    HttpBrowser.Page refused = evil.post("/sign-in", Map.of("email", "a@example.com"));

    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.headers()).doesNotContainKey("set-cookie");
  }

  @Test
  void theCookiesAreKeptFromScriptsOtherSitesAndOpenLines() {
    Account account = account();
    HttpBrowser browser = new HttpBrowser();
    List<String> set = new ArrayList<>(browser.get("/sign-in?lang=en").headers().get("set-cookie"));
    set.addAll(
        browser
            .fill("/sign-in", "email", account.email(), "password", PASSWORD)
            .headers()
            .get("set-cookie"));
    assertThat(set)
        .hasSize(5)
        .allMatch(cookie -> cookie.contains("; Path=/; HttpOnly; SameSite=Lax"))
        .noneMatch(cookie -> cookie.contains("Secure") || cookie.contains("Domain"));
    assertThat(set.get(2)).contains("rekey-session=").doesNotContain("Max-Age");

    Account northern = account("\"store\":\"north\"");
    HttpBrowser secure = new HttpBrowser().sending("Origin", "https://north.example");
    List<String> kept =
        new ArrayList<>(secure.get("/stores/north/sign-in?lang=en").headers().get("set-cookie"));
    kept.addAll(
        secure
            .fill("/stores/north/sign-in", "email", northern.email(), "password", PASSWORD)
            .headers()
            .get("set-cookie"));
    assertThat(kept)
        .hasSize(5)
        .allMatch(cookie -> cookie.startsWith("__Host-rekey-"))
        .allMatch(cookie -> cookie.contains("; Path=/; HttpOnly; SameSite=Lax; Secure"));
  }

  @Test
  void aResetEndsTheSignInThatWasThereBeforeWhosesoeverItWas() {
    Account owner = account();
    HttpBrowser shared = signedIn(account());
    String session = shared.cookie("rekey-session");

    HttpBrowser.Page done =
        shared.fill(
            "/reset-password",
            "token",
            mailedToken(owner, 1),
            "new-password",
            "sesame-open",
            "repeat-password",
            "sesame-open");

    assertThat(done.status()).isEqualTo(303);
    assertThat(me(session).statusCode()).isEqualTo(401);
    assertThat(shared.cookies()).doesNotContainKey("rekey-session");
  }

  @Test
  void signingInEndsTheSignInThatWasThereBefore() {
    Account account = account();
    HttpBrowser browser = signedIn(account);
    String first = browser.cookie("rekey-session");
    String secret = browser.cookie("rekey-browser");
    HttpBrowser again = new HttpBrowser();
    again.cookies().put("rekey-session", first);
    Map<String, String> fields = new TreeMap<>(fields(account, ""));
    again.cookies().put("rekey-browser", secret);
    fields.put("form-token", browser.get("/account").formToken("/sign-out"));

    assertThat(again.post("/sign-in", fields).status()).isEqualTo(303);

    assertThat(me(first).statusCode()).isEqualTo(401);
    assertThat(again.cookie("rekey-session")).isNotEqualTo(first);
    assertThat(again.cookie("rekey-browser")).isNotEqualTo(secret);
  }

  @Test
  void onlyASignInOfThisStoreCountsAsOne() {
    Account account = account();
    Account northern = account("\"store\":\"north\"");
    HttpBrowser north = new HttpBrowser().sending("Origin", "https://north.example");
    north.fill("/stores/north/sign-in", "email", northern.email(), "password", PASSWORD);
    String foreign = north.cookie("__Host-rekey-session.north");
    assertThat(foreign).hasSize(43);
    String integration = integration(account);
    for (String token : List.of(integration, foreign, "nonsense", "A".repeat(43))) {
      HttpBrowser browser = new HttpBrowser();
      browser.cookies().put("rekey-session", token);
      assertThat(browser.get("/account").header("location")).as(token).startsWith("/sign-in");
      // only what counts nowhere is forgotten: a link to another store's account ends no sign-in
      assertThat(browser.cookie("rekey-session").isEmpty())
          .as(token)
          .isEqualTo(token.startsWith("AAAA"));
    }
  }

  @Test
  void twoStoresOfOneOriginSignNobodyOutOfTheOther() {
    HttpBrowser browser = signedIn(account());
    String session = browser.cookie("rekey-session");
    Account southern = account("\"store\":\"south\"");

    browser.fill("/stores/south/sign-in", "email", southern.email(), "password", PASSWORD);

    assertThat(me(session).statusCode()).isEqualTo(200);
    assertThat(me(browser.cookie("rekey-session.south")).statusCode()).isEqualTo(200);
    assertThat(browser.get("/account").status()).isEqualTo(200);
    assertThat(browser.get("/stores/south/account").text()).contains(southern.email());
  }

  @Test
  void aLinkSaysNothingInTheNameOfTheStore() {
    HttpBrowser browser = signedIn(account());

    assertThat(browser.get("/account?notice=password-changed").text())
        .doesNotContain(say("page.notice.password-changed"));
    assertThat(new HttpBrowser().get("/sign-in?notice=signed-out-everywhere").text())
        .doesNotContain(say("page.notice.signed-out-everywhere"));
  }

  @Test
  void theApiKnowsNoCookie() {
    Account account = account();
    HttpBrowser browser = signedIn(account);
    String session = browser.cookie("rekey-session");
    assertThat(me(session).statusCode()).isEqualTo(200);

    for (String name : List.of("rekey-session", "__Host-rekey-session")) {
      given().cookie(name, session).get("/me").then().statusCode(401);
      given().cookie(name, session).delete("/sign-ins/current").then().statusCode(401);
      given()
          .cookie(name, session)
          .contentType("application/json")
          .body("{\"currentPassword\":\"a\",\"newPassword\":\"b\"}")
          .put("/me/password")
          .then()
          .statusCode(401);
    }
    assertThat(me(session).statusCode()).isEqualTo(200);
  }

  @Test
  void everyPageTellsTheBrowserWhatItMayDoOnce() {
    Account account = account();
    HttpBrowser browser = signedIn(account);
    List<HttpBrowser.Page> pages = new ArrayList<>();
    for (String page : ResourceClasses.storefrontPages()) {
      pages.add(browser.get("/" + page));
      pages.add(new HttpBrowser().get("/" + page));
      pages.add(new HttpBrowser().call("HEAD", "/" + page, null));
    }
    pages.add(browser.get("/stores/nowhere/account"));
    pages.add(browser.post("/sign-in", Map.of()));
    pages.add(browser.call("DELETE", "/sign-in", null));
    pages.add(browser.call("POST", "/sign-in", "x=" + "y".repeat(20_000)));
    pages.add(new HttpBrowser().fill("/sign-in", "email", "nonsense"));
    assertThat(pages)
        .allSatisfy(page -> {
          assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
          assertThat(page.header("cache-control")).isEqualTo("no-store");
          assertThat(page.header("cross-origin-opener-policy")).isEqualTo("same-origin");
          assertThat(page.header("cross-origin-resource-policy")).isEqualTo("same-origin");
          if (page.status() != 303) {
            assertThat(page.header("content-type")).isEqualTo("text/html;charset=UTF-8");
            assertThat(page.header("content-security-policy"))
                .isEqualTo(
                    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                        + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
            assertThat(page.header("referrer-policy")).isEqualTo("same-origin");
            assertThat(page.header("vary")).contains("Accept-Language", "Cookie");
          }
        });
    assertThat(pages)
        .extracting(HttpBrowser.Page::status)
        .contains(200, 303, 403, 404, 405, 413, 422);
  }

  @Test
  void whatAPageIsMadeOfIsOursSmallAndKept() {
    for (String page : List.of("/sign-in", "/stores/north/sign-in")) {
      HttpBrowser.Page shown = new HttpBrowser().get(page);
      int size = shown.body().length();
      List<String> assets =
          SOURCE
              .matcher(shown.body())
              .results()
              .map(found -> found.group(1))
              .filter(address -> !address.startsWith("mailto:"))
              .toList();
      assertThat(assets).allMatch(address -> address.startsWith("/") && !address.startsWith("//"));
      for (String asset :
          assets.stream().filter(address -> address.startsWith("/assets/")).toList()) {
        HttpBrowser.Page got = new HttpBrowser().get(asset);
        assertThat(got.status()).as(asset).isEqualTo(200);
        assertThat(got.header("cache-control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(got.header("set-cookie")).isEmpty();
        assertThat(new HttpBrowser().call("HEAD", asset, null).header("content-length"))
            .isEqualTo(got.header("content-length"));
        size += Integer.parseInt(got.header("content-length"));
      }
      assertThat(assets).filteredOn(address -> address.startsWith("/assets/")).hasSizeBetween(4, 5);
      assertThat(size).isLessThan(50_000);
    }
    for (String wrong :
        List.of("/assets/", "/assets/rekey.css", "/assets/other-0123456789abcdef.css")) {
      given().get(wrong).then().statusCode(404);
    }
  }

  @Test
  void aPageOfAnotherVersionStillGetsWhatItIsMadeOf() {
    given()
        .get("/assets/rekey-0123456789abcdef.js")
        .then()
        .statusCode(200)
        .header("Content-Type", "text/javascript;charset=UTF-8")
        .header("Cache-Control", "no-store");
  }

  @Test
  void whatAStoreRefusesItRefusesInItsOwnName() {
    for (String method : List.of("PUT", "DELETE")) {
      HttpBrowser.Page refused = new HttpBrowser().call(method, "/stores/north/sign-in", "");
      assertThat(refused.status()).isEqualTo(405);
      assertThat(refused.text()).contains("North");
    }
  }

  @Test
  void openingThePageUsesNoLinkUp() {
    Account account = account();
    String token = mailedToken(account, 1);
    HttpBrowser scanner = new HttpBrowser();
    for (String page : ResourceClasses.storefrontPages()) {
      for (String method : List.of("GET", "HEAD", "OPTIONS")) {
        scanner.call(method, "/" + page, null);
        scanner.call(method, "/" + page + "?token=" + token, null);
      }
    }
    assertThat(validated(token)).isEqualTo(200);
    assertThat(mailbox().messagesTo(account.email())).hasSize(1);
  }

  @Test
  void noAnswerSendsATokenAnywhere() {
    set("{\"minInterval\":\"PT0S\"}");
    Account account = account();
    String token = mailedToken(account, 1);
    HttpBrowser browser = new HttpBrowser();
    List<HttpBrowser.Page> answers = new ArrayList<>();
    answers.add(browser.fill("/reset-password", "token", token, "new-password", "x"));
    answers.add(
        browser.fill(
            "/reset-password",
            "token",
            token,
            "new-password",
            NEW_PASSWORD,
            "repeat-password",
            NEW_PASSWORD));
    answers.add(browser.fill("/reset-password", "token", token));
    answers.add(browser.send(answers.getLast(), "/reset-password/new-link"));
    assertThat(answers).extracting(HttpBrowser.Page::status).containsExactly(422, 303, 410, 303);
    for (HttpBrowser.Page answer : answers) {
      assertThat(answer.headers().toString()).doesNotContain(token);
      // it is in the form that a person sends, and nowhere else
      assertThat(answer.body().replace("name=\"token\" value=\"" + token + "\"", ""))
          .doesNotContain(token);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"><script>alert(1)</script>",
        "' onfocus=alert(1) autofocus='",
        "{page.text('x')}{#if true}",
        "&lt;script&gt;&#34;",
        "</textarea></form><form action=//evil.example>",
        "javascript:alert(1)//",
        "\u0000\u202e\r\nSet-Cookie: a=b"
      })
  void whatIsTypedIsOnlyText(String hostile) {
    Account account = account("\"name\":\"<img src=x onerror=alert(1)>{page.x}\"");
    HttpBrowser browser = new HttpBrowser();
    List<HttpBrowser.Page> pages = new ArrayList<>();
    pages.add(browser.fill("/sign-in", "email", hostile, "password", hostile));
    pages.add(browser.fill("/forgot-password", "email", hostile));
    pages.add(
        browser.fill(
            "/reset-password",
            "link",
            hostile,
            "token",
            hostile,
            "new-password",
            hostile,
            "repeat-password",
            hostile));
    HttpBrowser in = signedIn(account);
    pages.add(in.get("/account"));
    pages.add(
        in.send(
            in.get("/account"),
            "/account/password",
            "current-password",
            hostile,
            "new-password",
            hostile,
            "repeat-password",
            "x"));
    for (HttpBrowser.Page page : pages) {
      assertThat(page.status()).isIn(200, 404, 422);
      assertThat(page.header("set-cookie")).doesNotContain("a=b");
      assertThat(page.body())
          .doesNotContain("<script>alert", "<img", "onfocus=alert(1) autofocus='", "evil.example>");
    }
    assertThat(pages.get(3).text()).contains("<img src=x onerror=alert(1)>{page.x}");
  }

  @Test
  void aRequestIsAnsweredAlikeForEveryAddress() {
    Account known = account();
    Account disabled = account("\"status\":\"disabled\"");
    List<List<Object>> seen = new ArrayList<>();
    for (String email :
        List.of(known.email(), disabled.email(), "nobody-" + known.id() + "@example.com")) {
      HttpBrowser browser = new HttpBrowser();
      List<Object> answers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        HttpBrowser.Page answer = browser.fill("/forgot-password", "email", email);
        Map<String, String> headers = answer.steadyHeaders();
        headers.computeIfPresent("retry-after", (_, seconds) -> seconds.replaceAll("..$", ""));
        answers.add(
            List.of(answer.status(), headers, answer.body().replaceAll("value=\"[^\"]{43}\"", "")));
        if (answer.status() == 303) {
          HttpBrowser.Page next = browser.follow(answer);
          answers.add(List.of(next.status(), next.steadyHeaders(), next.body()));
        }
      }
      seen.add(answers);
    }
    assertThat(seen.getFirst().toString()).contains("[303", "[200", "[429");
    assertThat(seen.get(1)).isEqualTo(seen.getFirst());
    assertThat(seen.get(2)).isEqualTo(seen.getFirst());
  }

  @Test
  void aFailedSignInIsAnsweredAlikeForEveryAddress() {
    Account known = account();
    Account disabled = account("\"status\":\"disabled\"");
    List<List<Object>> seen = new ArrayList<>();
    for (List<String> one :
        List.of(
            List.of(known.email(), "wrong"),
            List.of(disabled.email(), PASSWORD),
            List.of("nobody-" + known.id() + "@example.com", PASSWORD))) {
      HttpBrowser.Page answer =
          new HttpBrowser().fill("/sign-in", "email", one.getFirst(), "password", one.getLast());
      seen.add(
          List.of(
              answer.status(),
              answer.steadyHeaders(),
              answer.body().replace(one.getFirst(), "").replaceAll("value=\"[^\"]{43}\"", "")));
    }
    assertThat(seen.getFirst().getFirst()).isEqualTo(422);
    assertThat(seen.get(1)).isEqualTo(seen.getFirst());
    assertThat(seen.get(2)).isEqualTo(seen.getFirst());
  }

  private static Map<String, String> fields(Account account, String token) {
    return Map.of(
        "form-token",
        token,
        "email",
        account.email(),
        "password",
        PASSWORD,
        "current-password",
        PASSWORD,
        "new-password",
        NEW_PASSWORD,
        "repeat-password",
        NEW_PASSWORD);
  }

  /// Still signed in, with the old password, and no mail.
  private static void untouched(Account account, HttpBrowser browser) {
    assertThat(me(browser.cookie("rekey-session")).statusCode()).isEqualTo(200);
    assertThat(signedIn(account).cookies()).containsKey("rekey-session");
    assertThat(mailbox().messagesTo(account.email())).isEmpty();
  }
}
