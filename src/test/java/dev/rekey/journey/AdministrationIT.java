package dev.rekey.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.SelectOption;
import dev.rekey.local.stack.DemoData.DemoCustomer;
import dev.rekey.message.Messages;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// An administrator's day: signs in, finds a customer, helps, looks at what happened, changes a
/// setting, signs out. By what pages say and are for those who can't see them.
class AdministrationIT {
  private static final Messages TEXTS = new Messages();

  @RegisterExtension final Journey journey = new Journey();

  static Stream<Visit> visits() {
    return Pairing.NARROW_DARK.visits();
  }

  @Test
  void withoutAMouse() {
    DemoCustomer customer = journey.customer("Key Board", Locale.ENGLISH, "erp");
    Visitor anna = journey.visitor(Visit.in("en"));
    Page page = anna.page();
    anna.open(journey.service().resolve("/administration/customers"));
    enter(page, page.getByRole(AriaRole.BUTTON));

    type(page, box(page, say(anna, "query")), customer.id());
    enter(page);
    enter(page, link(page, say(anna, "edit") + ": " + customer.id()));
    assertThat(heading(page, "Key Board")).isVisible();
    enter(page, button(page, say(anna, "reset")));
    assertThat(page.getByRole(AriaRole.STATUS)).hasText(say(anna, "done.reset-requested"));
    enter(page, link(page, say(anna, "force")));
    enter(page, button(page, say(anna, "force.button")));
    assertThat(page.getByRole(AriaRole.STATUS)).hasText(say(anna, "done.tokens-revoked", 1));
    enter(page, link(page, say(anna, "settings")));
    type(page, box(page, say(anna, "setting.lockout-failures")), "11");
    enter(page);
    assertThat(page.getByRole(AriaRole.STATUS)).hasText(say(anna, "done.settings-changed", 1));
    tabTo(page, page.locator("[name=lockoutFailures-default]"));
    page.keyboard().press("Space");
    enter(page, button(page, say(anna, "settings.save")));
    assertThat(page.getByRole(AriaRole.STATUS)).hasText(say(anna, "done.settings-changed", 1));
    enter(page, button(page, text(anna, "page.account.sign-out")));
    assertThat(heading(page, text(anna, "page.notice.signed-out"))).isVisible();
  }

  @Test
  void whoMayDoNothingIsToldSo() {
    Visitor guest = journey.visitor(Visit.in("en"));
    guest.open(journey.service().resolve("/administration"));
    guest.page().getByLabel("Role").selectOption(new SelectOption().setLabel("none"));
    guest.page().getByRole(AriaRole.BUTTON).click();
    assertThat(heading(guest.page(), say(guest, "nothing.title"))).isVisible();
    guest.seesAGoodPage("administration-nothing");
    guest.open(journey.service().resolve("/administration/customers"));
    assertThat(heading(guest.page(), text(guest, "problem.forbidden.title"))).isVisible();
    guest.seesAGoodPage("administration-forbidden");
  }

  @ParameterizedTest
  @MethodSource("visits")
  void anAdministratorHelpsACustomer(Visit visit) {
    DemoCustomer customer =
        journey.customer("Maria Lindqvist", visit.language(), "erp-connector", "loyalty-app");
    DemoCustomer standard = journey.customer("Plain Account", visit.language());
    Visitor anna = journey.visitor(visit);
    Page page = anna.page();

    anna.open(journey.service().resolve("/administration"));
    page.getByRole(AriaRole.BUTTON).click();
    assertThat(heading(page, say(anna, "all-customers"))).isVisible();
    anna.seesAGoodPage("administration-customers");

    box(page, say(anna, "query")).fill("nobody-of-this-name");
    button(page, say(anna, "search")).click();
    assertThat(page.getByText(say(anna, "none-found"))).isVisible();
    anna.seesAGoodPage("administration-none-found");
    box(page, say(anna, "query")).fill(customer.id());
    button(page, say(anna, "search")).click();
    link(page, say(anna, "edit") + ": " + customer.id()).click();
    assertThat(heading(page, "Maria Lindqvist")).isVisible();
    anna.seesAGoodPage("administration-customer");

    button(page, say(anna, "reset")).click();
    assertThat(page.getByRole(AriaRole.STATUS)).hasText(say(anna, "done.reset-requested"));
    link(page, say(anna, "force")).click();
    assertThat(heading(page, say(anna, "force.ask", customer.id()))).isVisible();
    anna.seesAGoodPage("administration-force-sign-in");
    link(page, say(anna, "cancel")).click();
    link(page, say(anna, "force")).click();
    button(page, say(anna, "force.button")).click();
    assertThat(page.getByRole(AriaRole.STATUS)).hasText(say(anna, "done.tokens-revoked", 2));
    assertThat(page.getByText(say(anna, "token.revoked")).first()).isVisible();
    assertThat(page.getByText(say(anna, "event.tokens-revoked")).first()).isVisible();
    anna.seesAGoodPage("administration-customer-signed-out");

    anna.open(journey.service().resolve("/administration/customers/" + standard.id()));
    assertThat(button(page, say(anna, "force"))).isDisabled();
    assertThat(page.getByText(say(anna, "force.standard"))).isVisible();
    anna.seesAGoodPage("administration-standard-account");
    // an address that somebody may have kept
    anna.open(
        journey.service().resolve("/administration/customers/" + standard.id() + "/force-sign-in"));
    assertThat(heading(page, text(anna, "problem.customer-has-no-oauth-tokens.title"))).isVisible();
    anna.seesAGoodPage("administration-nothing-to-revoke");
    for (int i = 0; i < 5; i++) {
      startsAResetByTheApi(page, standard);
    }
    anna.open(journey.service().resolve("/administration/customers/" + standard.id()));
    button(page, say(anna, "reset")).click();
    assertThat(heading(page, say(anna, "too-many-requests.title"))).isVisible();
    anna.seesAGoodPage("administration-too-many-requests");
    anna.open(journey.service().resolve("/administration/customers/nobody"));
    anna.seesAGoodPage("administration-unknown-customer");

    link(page, say(anna, "settings")).click();
    assertThat(heading(page, say(anna, "settings"))).isVisible();
    anna.seesAGoodPage("administration-settings");
    box(page, say(anna, "setting.lockout-time")).fill("soon");
    button(page, say(anna, "settings.save")).click();
    assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
    anna.seesAGoodPage("administration-settings-wrong");
    box(page, say(anna, "setting.lockout-time")).fill("15");
    button(page, say(anna, "settings.save")).click();
    assertThat(page.getByRole(AriaRole.STATUS)).hasText(say(anna, "done.settings-changed", 1));
    anna.seesAGoodPage("administration-settings-saved");
    page.locator("[name=lockoutTime-default]").check();
    button(page, say(anna, "settings.save")).click();
    assertThat(page.getByRole(AriaRole.STATUS)).hasText(say(anna, "done.settings-changed", 1));

    button(page, text(anna, "page.account.sign-out")).click();
    assertThat(heading(page, text(anna, "page.notice.signed-out"))).isVisible();
    anna.seesAGoodPage("administration-signed-out");
  }

  /// Without a page, where only the rate limit matters.
  private void startsAResetByTheApi(Page page, DemoCustomer customer) {
    String path = "/customers/" + customer.id() + "/password-resets";
    assertThat(
            page.request()
                .post(
                    journey.service().resolve(path).toString(),
                    RequestOptions.create()
                        .setHeader("Authorization", "Bearer " + journey.administrator())))
        .isOK();
  }

  private static Locator heading(Page page, String name) {
    return page.getByRole(
        AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true).setLevel(1));
  }

  private static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Locator box(Page page, String name) {
    return page.getByLabel(name, new Page.GetByLabelOptions().setExact(true));
  }

  private static void tabTo(Page page, Locator wanted) {
    for (int i = 0; i < 150; i++) {
      page.keyboard().press("Tab");
      if ((boolean) wanted.evaluate("one => one === document.activeElement")) {
        return;
      }
    }
    throw new AssertionError("Not reached with the keyboard: " + wanted);
  }

  private static void enter(Page page, Locator wanted) {
    tabTo(page, wanted);
    enter(page);
  }

  /// Returns when the next page is there: what has to be reached on it may be on this one too.
  private static void enter(Page page) {
    AtomicBoolean arrived = new AtomicBoolean();
    Consumer<Page> arrival = _ -> arrived.set(true);
    page.onDOMContentLoaded(arrival);
    page.keyboard().press("Enter");
    page.waitForCondition(arrived::get);
    page.offDOMContentLoaded(arrival);
  }

  private static void type(Page page, Locator wanted, String text) {
    tabTo(page, wanted);
    page.keyboard().press("Control+A");
    page.keyboard().type(text);
  }

  private static String say(Visitor visitor, String key, Object... arguments) {
    return text(visitor, "page.administration." + key, arguments);
  }

  private static String text(Visitor visitor, String key, Object... arguments) {
    return TEXTS.text(visitor.visit().language(), key, arguments);
  }
}
