package dev.rekey.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.rekey.message.Languages;
import dev.rekey.message.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The database goes away while people are in the middle of something.
@Timeout(180)
class PagesInAnOutageIT {
  private static final Messages MESSAGES = new Messages();
  private static final String TITLE = "problem.temporarily-unavailable.title";

  @RegisterExtension final Journey journey = new Journey();

  @Test
  void everybodyIsToldInTheirLanguageAndCanGoOnAfterwards() {
    List<Visitor> guests = new ArrayList<>();
    List<Visitor> administrators = new ArrayList<>();
    for (Locale language : Languages.ALL) {
      guests.add(forgetful(Visit.in(language)));
      administrators.add(administrator(Visit.in(language).narrow()));
    }

    journey.withoutDatabase(() -> {
      // all at once, since each answer takes as long as the service waits for a connection
      guests.forEach(guest -> inBackground(button(guest, "page.forgot.button"), "it.click()"));
      administrators.forEach(one -> inBackground(one.page().locator("html"), "location.reload()"));
      for (Visitor guest : guests) {
        assertThat(heading(guest)).hasText(say(guest, TITLE));
        guest.seesAGoodPage("unavailable");
      }
      for (Visitor administrator : administrators) {
        assertThat(heading(administrator)).hasText(say(administrator, TITLE));
        administrator.seesAGoodPage("administration-unavailable");
      }
    });

    for (Visitor guest : guests) {
      again(guest);
      ask(guest);
      button(guest, "page.forgot.button").click();
      guest.page().waitForURL(Pattern.compile(".*/forgot-password/.*"));
    }
    for (Visitor administrator : administrators) {
      again(administrator);
      assertThat(heading(administrator))
          .hasText(say(administrator, "page.administration.all-customers"));
    }
  }

  /// Runs a statement about an element on its page, and does not wait for the page that follows.
  private static void inBackground(Locator element, String statement) {
    element.evaluate("it => { setTimeout(() => %s); }".formatted(statement));
  }

  private Visitor forgetful(Visit visit) {
    Visitor guest = journey.visitor(visit);
    guest.open(journey.service().resolve("/forgot-password"));
    ask(guest);
    return guest;
  }

  private void ask(Visitor guest) {
    String label = say(guest, "page.email");
    guest
        .page()
        .getByLabel(label, new Page.GetByLabelOptions().setExact(true))
        .fill("outage-%s@example.com".formatted(guest.visit().language().toLanguageTag()));
  }

  private Visitor administrator(Visit visit) {
    Visitor administrator = journey.visitor(visit);
    administrator.open(journey.service().resolve("/administration/customers"));
    administrator.page().getByRole(AriaRole.BUTTON).click();
    assertThat(heading(administrator))
        .hasText(say(administrator, "page.administration.all-customers"));
    return administrator;
  }

  private static void again(Visitor visitor) {
    visitor
        .page()
        .getByRole(
            AriaRole.LINK,
            new Page.GetByRoleOptions().setName(say(visitor, "page.again")).setExact(true))
        .click();
  }

  private static Locator heading(Visitor visitor) {
    return visitor.page().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  private static Locator button(Visitor visitor, String key) {
    return visitor
        .page()
        .getByRole(
            AriaRole.BUTTON, new Page.GetByRoleOptions().setName(say(visitor, key)).setExact(true));
  }

  private static String say(Visitor visitor, String key) {
    return MESSAGES.text(visitor.visit().language(), key);
  }
}
