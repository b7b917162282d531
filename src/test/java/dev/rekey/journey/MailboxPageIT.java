package dev.rekey.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rekey.local.mailbox.Mail;
import dev.rekey.local.stack.DemoData.DemoCustomer;
import dev.rekey.message.Messages;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is in the mailbox of the local stack, as whoever tries the service looks at it, and the
/// mails themselves as customers do.
@Timeout(180)
class MailboxPageIT {

  private static final Messages MESSAGES = new Messages();

  @RegisterExtension final Journey journey = new Journey();

  static Stream<Visit> mailboxVisits() {
    return Pairing.NARROW_DARK.visitsWithScripts();
  }

  static Stream<Visit> mailVisits() {
    return Pairing.ZOOMED_DARK.visitsWithScripts();
  }

  @Test
  void anEmptyMailboxSaysSo() {
    journey.mailbox().clear();
    Visitor newcomer = journey.visitor(Visit.in("en"));

    newcomer.open(journey.mailboxPage());

    assertThat(newcomer.page().getByText("There is no mail yet.")).isVisible();
    newcomer.seesAGoodPage("mailbox-empty");
  }

  @ParameterizedTest
  @MethodSource("mailboxVisits")
  void aMailIsShownAndItsLinkIsThereToClick(Visit visit) throws Exception {
    Mail mail = resetMail(visit.language());
    Visitor reader = journey.visitor(visit);
    Page page = reader.page();
    reader.open(journey.mailboxPage().resolve("/?to=" + mail.to()));

    assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(2)))
        .hasText(mail.subject());
    FrameLocator html = page.frameLocator("iframe");
    Locator button =
        html.getByRole(
            AriaRole.LINK,
            new FrameLocator.GetByRoleOptions()
                .setName(MESSAGES.text(visit.language(), "mail.reset.button")));
    assertThat(button).isVisible();
    reader.seesAGoodPage("mailbox");
    opens(button, mail);
    opens(page.locator("pre a").first(), mail);
  }

  @ParameterizedTest
  @MethodSource("mailVisits")
  void everyMailCanBeReadByEverybody(Visit visit) throws Exception {
    DemoCustomer customer = journey.customer("山田 Åsa", visit.language());
    post("/password-resets", "{\"email\":\"" + customer.email() + "\"}", "");
    Mail reset = journey.mailbox().awaitMessageTo(customer.email());
    post(
        "/password-resets/confirm",
        "{\"token\":\"" + reset.token() + "\",\"newPassword\":\"nine-lighthouses-sing\"}",
        "");
    Mail notice = journey.mailbox().awaitMessageTo(customer.email(), 2);
    post("/customers/" + customer.id() + "/password-resets", "", journey.administrator());
    Mail byAdministrator = journey.mailbox().awaitMessageTo(customer.email(), 3);

    isGood(visit, "mail-reset", reset);
    isGood(visit, "mail-notice", notice);
    isGood(visit, "mail-reset-by-administrator", byAdministrator);
  }

  private void isGood(Visit visit, String name, Mail mail) {
    Visitor customer = journey.visitor(visit);
    customer.page().setContent(mail.html());
    customer.seesAGoodPage(name);
  }

  private static void opens(Locator link, Mail mail) {
    assertThat(link).isVisible();
    assertThat(link).hasAttribute("href", mail.link());
  }

  private Mail resetMail(Locale language) throws Exception {
    DemoCustomer customer = journey.customer("山田 Åsa", language);
    post("/password-resets", "{\"email\":\"" + customer.email() + "\"}", "");
    return journey.mailbox().awaitMessageTo(customer.email());
  }

  private void post(String path, String body, String bearer)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(journey.service().resolve(path))
              .POST(HttpRequest.BodyPublishers.ofString(body));
      if (!body.isEmpty()) {
        request.header("Content-Type", "application/json");
      }
      if (!bearer.isEmpty()) {
        request.header("Authorization", "Bearer " + bearer);
      }
      assertThat(client.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode())
          .isIn(202, 204);
    }
  }
}
