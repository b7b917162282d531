package dev.rekey.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is in the mailbox of the local stack, as whoever tries the service looks at it.
class MailboxPageIT {

  @RegisterExtension final Journey journey = new Journey();

  @Test
  void anEmptyMailboxSaysSo() {
    journey.mailbox().clear();
    Visitor newcomer = journey.visitor(Visit.in("en"));

    newcomer.open(journey.mailboxPage());

    assertThat(
            newcomer
                .page()
                .getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Mailbox")))
        .isVisible();
    newcomer.seesAGoodPage("mailbox-empty");
  }
}
