package dev.rekey.adapter.in.web.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.adapter.in.web.HttpBrowser;
import dev.rekey.local.profile.AllFeatures;
import dev.rekey.message.Languages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The stories of the storefront, told by a browser without a script.
@QuarkusTest
@TestProfile(AllFeatures.class)
class StorefrontPagesTest extends StorefrontIntegrationTest {

  static List<Locale> languages() {
    return Languages.ALL;
  }

  @ParameterizedTest
  @MethodSource("languages")
  void aForgottenPasswordIsReplacedInEveryLanguage(Locale language) {
    Account account = account("\"locale\":\"" + language.toLanguageTag() + "\"");
    HttpBrowser browser = new HttpBrowser().sending("Accept-Language", language.toLanguageTag());

    HttpBrowser.Page signIn = browser.get("/sign-in");
    assertPage(signIn, language, "page.sign-in.title");
    assertThat(signIn.body()).contains("href=\"/forgot-password\"");
    assertPage(browser.get("/forgot-password"), language, "page.forgot.title");
    HttpBrowser.Page sent =
        browser.follow(browser.fill("/forgot-password", "email", account.email()));
    assertPage(sent, language, "page.link-sent.title");
    assertThat(sent.text()).contains(MESSAGES.text(language, "request.accepted"));

    String link = mailbox().awaitMessageTo(account.email()).link();
    assertPage(browser.get("/reset-password"), language, "page.reset.title");
    HttpBrowser.Page rejected =
        browser.fill(
            "/reset-password", "link", link, "new-password", "a b", "repeat-password", "other");
    assertThat(rejected.status()).isEqualTo(422);
    assertThat(rejected.text())
        .contains(
            MESSAGES.text(language, "page.wrong"),
            MESSAGES.text(language, "password.minimum-length", 6),
            MESSAGES.text(language, "password.spaces"),
            MESSAGES.text(language, "password.confirmation"));
    // what was pasted is not asked for again
    HttpBrowser.Page done =
        browser.follow(
            browser.send(
                rejected,
                "/reset-password/confirm",
                "new-password",
                NEW_PASSWORD,
                "repeat-password",
                NEW_PASSWORD));
    assertPage(done, language, "page.done.title");

    HttpBrowser.Page refused =
        browser.fill("/sign-in", "email", account.email(), "password", PASSWORD);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.text())
        .contains(MESSAGES.text(language, "problem.invalid-credentials.detail"));
    assertThat(refused.body()).contains("value=\"" + account.email() + "\"");
    HttpBrowser.Page in =
        browser.follow(
            browser.fill("/sign-in", "email", account.email(), "password", NEW_PASSWORD));
    assertPage(in, language, "page.account.title");
    assertThat(in.text()).contains(account.email());
    assertThat(browser.follow(browser.get("/sign-in")).heading())
        .isEqualTo(MESSAGES.text(language, "page.account.title"));
    HttpBrowser.Page out = browser.follow(browser.send(in, "/sign-out"));
    assertThat(out.text()).contains(MESSAGES.text(language, "page.notice.signed-out"));
    assertThat(browser.follow(browser.get("/account")).heading())
        .isEqualTo(MESSAGES.text(language, "page.sign-in.title"));

    String token = link.substring(link.indexOf("#token=") + 7);
    assertThat(browser.visited()).noneMatch(address -> address.contains(token));
  }

  @Test
  void aUsedLinkSaysSoAndIsRenewedWithOneClick() {
    set("{\"minInterval\":\"PT0S\"}");
    Account account = account();
    String token = mailedToken(account, 1);
    HttpBrowser browser = new HttpBrowser();
    reset(browser, token);
    // the notice of the change is the second mail
    mailbox().awaitMessageTo(account.email(), 2);

    HttpBrowser.Page dead = reset(browser, token);
    assertThat(dead.status()).isEqualTo(410);
    assertThat(dead.heading()).isEqualTo(say("problem.reset-token-used.title"));
    HttpBrowser.Page sent = browser.follow(browser.send(dead, "/reset-password/new-link"));
    assertThat(sent.heading()).isEqualTo(say("page.link-sent.title"));
    String renewed = mailbox().awaitMessageTo(account.email(), 3).token();
    assertThat(reset(browser, renewed).status()).isEqualTo(303);
  }

  @Test
  void anExpiredLinkSaysSoAndIsRenewedThroughTheLimits() {
    set("{\"linkLifetime\":\"PT4S\"}");
    Account account = account();
    String token = mailedToken(account, 1);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> validated(token), status -> status == 410);
    HttpBrowser browser = new HttpBrowser();

    HttpBrowser.Page dead = reset(browser, token);
    assertThat(dead.status()).isEqualTo(410);
    assertThat(dead.heading()).isEqualTo(say("problem.reset-token-expired.title"));
    HttpBrowser.Page tooMany = browser.send(dead, "/reset-password/new-link");
    assertThat(tooMany.status()).isEqualTo(429);
    assertThat(tooMany.heading()).isEqualTo(say("problem.too-many-requests.title"));
    assertThat(Integer.parseInt(tooMany.header("retry-after"))).isBetween(1, 600);

    set("{\"minInterval\":\"PT0S\",\"linkLifetime\":null}");
    assertThat(browser.follow(browser.send(dead, "/reset-password/new-link")).status())
        .isEqualTo(200);
    assertThat(reset(browser, mailbox().awaitMessageTo(account.email(), 2).token()).status())
        .isEqualTo(303);
  }

  @Test
  void anUnknownLinkOffersTheFormForTheAddress() {
    Account account = account();
    HttpBrowser browser = new HttpBrowser();
    for (String token : List.of("x".repeat(42) + "A", "cut-off", "<b>")) {
      HttpBrowser.Page unknown = reset(browser, token);
      assertThat(unknown.status()).isEqualTo(404);
      assertThat(unknown.heading()).isEqualTo(say("problem.reset-token-unknown.title"));
      assertThat(unknown.body()).contains("name=\"email\"").doesNotContain("new-link");
    }
    HttpBrowser.Page unknown = reset(browser, "cut-off");
    browser.follow(browser.send(unknown, "/forgot-password", "email", account.email()));
    assertThat(mailbox().awaitMessageTo(account.email()).token()).hasSize(43);
  }

  @Test
  void aLinkThatStillWorksIsNotRenewedButUsed() {
    Account account = account();
    String token = mailedToken(account, 1);
    HttpBrowser browser = new HttpBrowser();
    HttpBrowser.Page page = browser.get("/reset-password");
    Map<String, String> fields = page.hidden("/reset-password/confirm");
    fields.put("token", token);

    HttpBrowser.Page form = browser.post("/reset-password/new-link", fields);

    assertThat(form.status()).isEqualTo(200);
    assertThat(form.hidden("/reset-password/confirm")).containsEntry("token", token);
    assertThat(mailbox().messagesTo(account.email())).hasSize(1);
  }

  @Test
  void whoSendsNoPasswordHearsWhetherTheLinkWorks() {
    set("{\"minInterval\":\"PT0S\"}");
    Account account = account();
    String token = mailedToken(account, 1);
    HttpBrowser browser = new HttpBrowser();

    HttpBrowser.Page missing = browser.fill("/reset-password", "token", token);
    assertThat(missing.status()).isEqualTo(422);
    assertThat(missing.text()).contains(say("page.reset.new.missing"));
    assertThat(browser.fill("/reset-password").text()).contains(say("page.reset.link.missing"));
    reset(browser, token);
    assertThat(browser.fill("/reset-password", "token", token).status()).isEqualTo(410);
    assertThat(browser.fill("/reset-password", "token", "nonsense").status()).isEqualTo(404);
  }

  @Test
  void theRulesAreThoseOfTheStoreAtThisMoment() {
    assertThat(new HttpBrowser().get("/reset-password").body())
        .contains("data-rule=\"minimum-length\" data-bound=\"6\"", "data-rule=\"spaces\"")
        .doesNotContain("character-classes", say("page.rule.compromised"));
    set(
        "{\"minimumLength\":12,\"rejectCompromised\":true,\"spacesAllowed\":true,"
            + "\"requiredCharacterClasses\":3}");
    try {
      assertThat(new HttpBrowser().get("/reset-password").body())
          .contains(
              "data-rule=\"minimum-length\" data-bound=\"12\"",
              "data-rule=\"character-classes\" data-bound=\"3\"",
              say("page.rule.compromised"))
          .doesNotContain("data-rule=\"spaces\"");
    } finally {
      set("{\"spacesAllowed\":null,\"requiredCharacterClasses\":null}");
    }
  }

  @Test
  void aCustomerChangesThePasswordAndStaysSignedInHereOnly() {
    Account account = account();
    HttpBrowser here = signedIn(account);
    HttpBrowser elsewhere = signedIn(account);
    HttpBrowser.Page page = here.get("/account");

    HttpBrowser.Page wrong = change(here, page, "wrong", NEW_PASSWORD, NEW_PASSWORD);
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text()).contains(say("password.current-password"));
    assertThat(change(here, page, PASSWORD, NEW_PASSWORD, "other").text())
        .contains(say("password.confirmation"));
    assertThat(change(here, page, PASSWORD, "x", "x").text())
        .contains(say("password.minimum-length", 6));
    assertThat(change(here, page, "", "", "").text())
        .contains(say("page.account.current.missing"), say("page.reset.new.missing"));

    HttpBrowser.Page changed =
        here.follow(change(here, page, PASSWORD, NEW_PASSWORD, NEW_PASSWORD));
    assertThat(changed.heading()).isEqualTo(say("page.account.title"));
    assertThat(changed.text()).contains(say("page.notice.password-changed"));
    assertThat(elsewhere.follow(elsewhere.get("/account")).text())
        .contains(say("page.notice.sign-in-ended"));
    assertThat(mailbox().awaitMessageTo(account.email()).subject()).isNotBlank();
  }

  @Test
  void aBrowserThatSetThePasswordOrSignedInPassesTheLockOfTheAddress() {
    Account account = account();
    HttpBrowser browser = new HttpBrowser();
    reset(browser, mailedToken(account, 1));
    String device = browser.cookie("rekey-device");
    assertThat(device).isNotEmpty();
    for (int i = 0; i < 10; i++) {
      assertThat(signIn(new HttpBrowser(), account, "wrong").status()).isEqualTo(422);
    }

    assertThat(signIn(new HttpBrowser(), account, NEW_PASSWORD).status()).isEqualTo(422);
    assertThat(signIn(browser, account, "wrong").status()).isEqualTo(422);
    HttpBrowser.Page signedIn = signIn(browser, account, NEW_PASSWORD);

    assertThat(signedIn.status()).isEqualTo(303);
    assertThat(signedIn.setCookies())
        .filteredOn(cookie -> cookie.startsWith("rekey-device="))
        .singleElement()
        .satisfies(cookie ->
            assertThat(cookie).contains(device, "HttpOnly", "SameSite=Lax", "Max-Age=31536000"));
  }

  @Test
  void aClientWithTooManyFailuresSeesTheSamePageForEveryAddress() {
    Account account = account();
    set("{\"maxSignInFailuresPerHourPerIp\":1}");
    HttpBrowser browser = new HttpBrowser();
    HttpBrowser.Page first = signIn(browser, account, "wrong");
    HttpBrowser.Page known = signIn(browser, account, PASSWORD);
    HttpBrowser.Page unknown =
        signIn(browser, new Account("x", "nobody@unknown.example"), PASSWORD);

    assertThat(first.status()).isIn(422, 429);
    assertThat(known.status()).isEqualTo(429);
    assertThat(known.heading()).isEqualTo(say("problem.too-many-requests.title"));
    assertThat(Integer.parseInt(known.header("retry-after")) % 60).isZero();
    assertThat(unknown.body()).isEqualTo(known.body());
  }

  @Test
  void theCurrentPasswordIsNoNewOneAndChangesAreLimited() {
    Account account = account();
    set("{\"maxPasswordChangesPerHour\":1}");
    HttpBrowser browser = signedIn(account);
    HttpBrowser.Page page = browser.get("/account");

    HttpBrowser.Page unchanged = change(browser, page, PASSWORD, PASSWORD, PASSWORD);
    assertThat(unchanged.status()).isEqualTo(422);
    assertThat(unchanged.text()).contains(say("password.unchanged"));
    assertThat(change(browser, page, PASSWORD, NEW_PASSWORD, NEW_PASSWORD).status()).isEqualTo(303);
    assertThat(change(browser, browser.get("/account"), NEW_PASSWORD, PASSWORD, PASSWORD).status())
        .isEqualTo(429);
    set("{\"maxPasswordChangesPerHour\":null}");
  }

  private static HttpBrowser.Page signIn(HttpBrowser browser, Account account, String password) {
    return browser.fill("/sign-in", "email", account.email(), "password", password);
  }

  @Test
  void aCustomerSignsOutEverywhere() {
    Account account = account();
    String integration = integration(account);
    HttpBrowser here = signedIn(account);
    HttpBrowser elsewhere = signedIn(account);

    HttpBrowser.Page out = here.follow(here.send(here.get("/account"), "/sign-out-everywhere"));

    assertThat(out.text()).contains(say("page.notice.signed-out-everywhere"));
    assertThat(elsewhere.get("/account").header("location")).startsWith("/sign-in");
    assertThat(me(integration).statusCode()).isEqualTo(401);
  }

  @Test
  void anotherStoreHasItsOwnNameLooksAddressesAndLanguages() {
    Account account = account("\"store\":\"north\"");
    HttpBrowser browser = new HttpBrowser().sending("Origin", "https://north.example");

    HttpBrowser.Page page = browser.get("/stores/north/sign-in");
    assertThat(page.body())
        .contains("alt=\"North &lt;b&gt;&amp;&quot;Sons&quot;&lt;/b&gt;\"")
        .contains("<img class=\"logo\" src=\"/assets/logo-north-", "mailto:help@north.example")
        .contains("action=\"/stores/north/sign-in\"", "href=\"/stores/north/forgot-password\"")
        .doesNotContain("Demo Store", "日本語");
    assertThat(page.header("content-language")).isEqualTo("en");
    assertThat(
            new HttpBrowser()
                .sending("Accept-Language", "ja")
                .get("/stores/north/sign-in")
                .header("content-language"))
        .isEqualTo("sv");
    assertThat(
            browser
                .fill("/stores/north/sign-in", "email", account.email(), "password", PASSWORD)
                .header("location"))
        .isEqualTo("/stores/north/account");
    // a customer of one store is nobody in another one
    assertThat(
            browser
                .sending("Origin", HttpBrowser.ORIGIN)
                .fill("/sign-in", "email", account.email(), "password", PASSWORD)
                .status())
        .isEqualTo(422);
    HttpBrowser.Page unknown = browser.get("/stores/nowhere/sign-in");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.heading()).isEqualTo(say("problem.not-found.title"));
  }

  @Test
  void passwordFieldsAreMaskedAndKnownToPasswordManagers() {
    HttpBrowser browser = signedIn(account());

    assertThat(new HttpBrowser().get("/sign-in").body())
        .contains("type=\"email\" autocomplete=\"username\"")
        .contains("type=\"password\" autocomplete=\"current-password\"");
    assertThat(new HttpBrowser().get("/reset-password").body())
        .containsPattern("id=\"new-password\"[^>]* type=\"password\" autocomplete=\"new-password\"")
        .containsPattern(
            "id=\"repeat-password\"[^>]* type=\"password\" autocomplete=\"new-password\"");
    assertThat(browser.get("/account").body())
        .containsPattern("autocomplete=\"username\" readonly hidden")
        .containsPattern("id=\"current-password\"[^>]* autocomplete=\"current-password\"");
  }

  @Test
  void theLanguageThatIsChosenStays() {
    HttpBrowser browser = new HttpBrowser();

    assertPage(browser.get("/sign-in?lang=fr"), Locale.FRENCH, "page.sign-in.title");
    assertPage(browser.get("/forgot-password"), Locale.FRENCH, "page.forgot.title");
    assertPage(browser.get("/forgot-password?lang=tlh"), Locale.FRENCH, "page.forgot.title");
    assertPage(browser.get("/sign-in?lang=ja"), Locale.JAPANESE, "page.sign-in.title");
  }

  private static HttpBrowser.Page reset(HttpBrowser browser, String token) {
    return browser.fill(
        "/reset-password",
        "token",
        token,
        "new-password",
        NEW_PASSWORD,
        "repeat-password",
        NEW_PASSWORD);
  }

  private static HttpBrowser.Page change(
      HttpBrowser browser,
      HttpBrowser.Page page,
      String current,
      String replacement,
      String again) {
    return browser.send(
        page,
        "/account/password",
        "current-password",
        current,
        "new-password",
        replacement,
        "repeat-password",
        again);
  }

  private static void assertPage(HttpBrowser.Page page, Locale language, String heading) {
    assertThat(page.status()).as("%s", page).isEqualTo(200);
    assertThat(page.heading()).isEqualTo(MESSAGES.text(language, heading));
    assertThat(page.header("content-language")).isEqualTo(language.toLanguageTag());
    assertThat(page.body()).contains("<html lang=\"" + language.toLanguageTag() + "\">");
  }
}
