package dev.rekey.adapter.in.web.storefront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.adapter.in.web.HttpBrowser;
import dev.rekey.adapter.in.web.page.PageRenderer;
import dev.rekey.local.profile.Outage;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/// A database that is away is said on a page, with the time after which to try again.
@QuarkusTest
@TestProfile(Outage.class)
class PagesInAnOutageTest {

  @Test
  void anOutageIsAPageToo() {
    HttpBrowser browser = new HttpBrowser();
    HttpBrowser.Page signIn = browser.get("/sign-in");
    HttpBrowser.Page forgot = browser.get("/forgot-password");
    HttpBrowser.Page reset = browser.get("/reset-password");
    LocalStackResource.database().killHard();
    try {
      unavailable(
          browser.send(signIn, "/sign-in", "email", "a@example.com", "password", "opensesame"));
      unavailable(browser.send(forgot, "/forgot-password", "email", "a@example.com"));
      unavailable(
          browser.send(
              reset,
              "/reset-password/confirm",
              "token",
              "A".repeat(43),
              "new-password",
              "opensesame"));
      browser.cookies().put("rekey-session", "A".repeat(43));
      unavailable(browser.get("/account"));
    } finally {
      LocalStackResource.database().startAgain();
    }
    // nobody was signed out for that
    assertThat(browser.cookies()).containsKey("rekey-session");
  }

  private static void unavailable(HttpBrowser.Page page) {
    assertThat(page.status()).as("%s", page).isEqualTo(503);
    assertThat(page.header("content-type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(page.heading()).isEqualTo("Temporarily unavailable");
    assertThat(Integer.parseInt(page.header("retry-after"))).isPositive();
    assertThat(page.header("content-security-policy"))
        .isEqualTo(PageRenderer.CONTENT_SECURITY_POLICY);
  }
}
