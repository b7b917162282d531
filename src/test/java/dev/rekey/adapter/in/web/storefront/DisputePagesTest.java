package dev.rekey.adapter.in.web.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.adapter.in.http.ResourceClasses;
import dev.rekey.adapter.in.web.HttpBrowser;
import dev.rekey.local.mailbox.Mail;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/// The page that the link of a notice leads to, in a browser without a script.
@QuarkusTest
@TestProfile(AllFeatures.class)
class DisputePagesTest extends StorefrontIntegrationTest {
  private static final String THIEFS = "thiefs-own-password";

  @Test
  void whoPastesTheLinkTakesTheAccountBack() {
    Account account = account();
    HttpBrowser thief = takenOver(account);
    Mail notice = mailbox().awaitMessageTo(account.email());
    assertThat(notice.link()).startsWith("http://localhost:8080/not-me#dispute=");
    HttpBrowser browser = new HttpBrowser();

    HttpBrowser.Page done = browser.follow(browser.fill("/not-me", "link", notice.link()));

    assertThat(done.heading()).isEqualTo(say("page.not-me.done.title"));
    assertThat(done.text()).contains(say("page.not-me.done.about"));
    assertThat(thief.get("/account").header("location")).startsWith("/sign-in");
    Mail reset = mailbox().awaitMessageTo(account.email(), 2);
    assertThat(
            browser
                .fill(
                    "/reset-password",
                    "link",
                    reset.link(),
                    PasswordRulesView.NEW,
                    NEW_PASSWORD,
                    PasswordRulesView.REPEAT,
                    NEW_PASSWORD)
                .status())
        .isEqualTo(303);
    HttpBrowser.Page again = browser.fill("/not-me", "link", notice.link());
    assertThat(again.status()).isEqualTo(410);
    assertThat(again.heading()).isEqualTo(say("problem.dispute-token-used.title"));
    assertThat(again.action("/forgot-password")).isEqualTo("/forgot-password");
  }

  @Test
  void theSignInOfTheSameBrowserIsForgotten() {
    Account account = account();
    HttpBrowser thief = takenOver(account);
    Mail notice = mailbox().awaitMessageTo(account.email());

    assertThat(thief.fill("/not-me", "link", notice.link()).header("set-cookie"))
        .contains("Max-Age=0");
  }

  @Test
  void openingThePageChangesNothing() {
    Account account = account();
    HttpBrowser thief = takenOver(account);
    String link = mailbox().awaitMessageTo(account.email()).link();
    String token = link.substring(link.indexOf('=') + 1);
    HttpBrowser scanner = new HttpBrowser();
    for (String page : ResourceClasses.storefrontPages()) {
      for (String method : java.util.List.of("GET", "HEAD", "OPTIONS")) {
        scanner.call(method, "/" + page, null);
        scanner.call(method, "/" + page + "?token=" + token + "&dispute=" + token, null);
      }
    }

    assertThat(thief.get("/account").status()).isEqualTo(200);
    assertThat(scanner.fill("/not-me", "token", token).status()).isEqualTo(303);
  }

  @Test
  void whatIsNoLinkSaysSo() {
    assertThat(new HttpBrowser().fill("/not-me").status()).isEqualTo(422);
    HttpBrowser.Page unknown =
        new HttpBrowser().fill("/not-me", "link", "https://x.example/#dispute=abc");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.heading()).isEqualTo(say("problem.dispute-token-unknown.title"));
    assertThat(new HttpBrowser().get("/not-me/confirm").header("location")).isEqualTo("/not-me");
  }

  @Test
  void anotherStoresNoticeLeadsToItsOwnPage() {
    Account account = account("\"store\":\"south\"");
    HttpBrowser browser = new HttpBrowser();
    browser.fill("/stores/south/sign-in", "email", account.email(), "password", PASSWORD);
    change(browser, "/stores/south/account");
    Mail notice = mailbox().awaitMessageTo(account.email());
    assertThat(notice.link()).startsWith("http://localhost:8080/stores/south/not-me#dispute=");

    assertThat(
            new HttpBrowser()
                .fill("/stores/south/not-me", "link", notice.link())
                .header("location"))
        .isEqualTo("/stores/south/not-me/done");
  }

  private static HttpBrowser takenOver(Account account) {
    HttpBrowser thief = signedIn(account);
    change(thief, "/account");
    return thief;
  }

  private static void change(HttpBrowser thief, String page) {
    HttpBrowser.Page changed =
        thief.send(
            thief.get(page),
            page + "/password",
            PasswordRulesView.CURRENT,
            PASSWORD,
            PasswordRulesView.NEW,
            THIEFS,
            PasswordRulesView.REPEAT,
            THIEFS);
    assertThat(changed.status()).isEqualTo(303);
  }
}
