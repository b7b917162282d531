package dev.rekey.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.RequestOptions;
import dev.rekey.local.fixture.TestScope;
import dev.rekey.local.mailbox.Mail;
import dev.rekey.local.stack.DemoData;
import dev.rekey.local.stack.DemoData.DemoCustomer;
import dev.rekey.message.Languages;
import dev.rekey.message.Messages;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Customers on the storefront's pages, who find their way by what is written there.
@Timeout(180)
class StorefrontIT {
  private static final Messages MESSAGES = new Messages();
  private static final String NEW = "nine-lighthouses-sing";
  private static final String NEWER = "ten-lighthouses-sing";

  @RegisterExtension final Journey journey = new Journey();

  static Stream<Visit> resetVisits() {
    return Pairing.NARROW_DARK.visits();
  }

  static Stream<Visit> accountVisits() {
    return Pairing.ZOOMED_WITHOUT_SCRIPTS.visits();
  }

  static Stream<Visit> deadLinkVisits() {
    return Pairing.NARROW_WITHOUT_SCRIPTS.visits();
  }

  static Stream<Visit> disputeVisits() {
    return Pairing.ZOOMED_DARK.visits();
  }

  static Stream<Visit> errorVisits() {
    return Pairing.ZOOMED_WITHOUT_SCRIPTS.visitsWithScripts();
  }

  static Stream<Visit> typingVisits() {
    return Pairing.NARROW_DARK.visitsWithScripts();
  }

  /// Labels are all that differs between languages for a keyboard, and other journeys see them.
  static List<Locale> keyboardLanguages() {
    return TestScope.isComplete() ? Languages.ALL : List.of(Locale.FRENCH);
  }

  @ParameterizedTest
  @MethodSource("resetVisits")
  void aCustomerWhoForgotThePasswordGetsBackIn(Visit visit) {
    Guest guest = new Guest(visit);
    guest.at("/sign-in");
    guest.sees("page.sign-in.title", "sign-in");

    guest.link("page.sign-in.forgot").click();
    guest.sees("page.forgot.title", "forgot-password");
    guest.field("page.email").fill(guest.customer.email());
    guest.button("page.forgot.button").click();
    guest.sees("page.link-sent.title", "link-sent");
    assertThat(guest.page.getByRole(AriaRole.STATUS)).hasText(guest.say("request.accepted"));

    guest.follow(guest.mail(1));
    guest.sees("page.reset.title", "reset-password");
    guest.field("page.reset.new").fill(NEW);
    guest.field("page.reset.repeat").fill(NEW);
    guest.button("page.reset.button").click();
    guest.sees("page.done.title", "password-set");
    assertThat(guest.mail(2).subject()).isEqualTo(guest.say("mail.notice.subject", "Demo Store"));

    guest.link("page.sign-in.button").click();
    guest.signsIn(NEW);
    guest.sees("page.account.title", "account");
    assertThat(guest.page.getByText(guest.customer.email())).isVisible();
  }

  @ParameterizedTest
  @MethodSource("accountVisits")
  void aCustomerSeesToTheAccount(Visit visit) {
    Guest guest = new Guest(visit);
    guest.at("/account");
    guest.signsIn("not-this-one");
    guest.sees("page.sign-in.title", "sign-in-refused");
    assertThat(guest.page.getByRole(AriaRole.ALERT))
        .containsText(guest.say("problem.invalid-credentials.detail"));
    guest.signsIn(DemoData.PASSWORD);

    guest.field("page.account.current").fill(DemoData.PASSWORD);
    guest.field("page.reset.new").fill("a b");
    guest.field("page.reset.repeat").fill("a b");
    guest.button("page.account.change").click();
    guest.sees("page.account.title", "account-refused");
    assertThat(guest.page.getByRole(AriaRole.ALERT))
        .containsText(guest.say("password.minimum-length", 6));

    guest.field("page.account.current").fill(DemoData.PASSWORD);
    guest.field("page.reset.new").fill(NEWER);
    guest.field("page.reset.repeat").fill(NEWER);
    guest.button("page.account.change").click();
    guest.sees("page.account.title", "account-changed");
    assertThat(guest.page.getByRole(AriaRole.STATUS).first())
        .hasText(guest.say("page.notice.password-changed"));

    guest.button("page.account.everywhere").click();
    guest.sees("page.sign-in.title", "signed-out-everywhere");
    assertThat(guest.page.getByRole(AriaRole.STATUS))
        .hasText(guest.say("page.notice.signed-out-everywhere"));
    guest.at("/account");
    guest.sees("page.sign-in.title", "sign-in-again");
  }

  @ParameterizedTest
  @MethodSource("deadLinkVisits")
  void aDeadLinkSaysWhyAndANewOneIsOneClickAway(Visit visit) {
    Guest guest = new Guest(visit);
    guest.asksForALink();
    Mail expired = guest.mail(1);
    journey.expireLinks(guest.customer);
    guest.triesToSet(expired, NEW);
    guest.sees("problem.reset-token-expired.title", "link-expired");

    guest.button("page.dead.button").click();
    guest.sees("page.link-sent.title", "link-sent-again");
    Mail used = guest.mail(2);
    guest.triesToSet(used, NEW);
    guest.sees("page.done.title", "password-set");
    assertThat(guest.mail(3).subject()).isEqualTo(guest.say("mail.notice.subject", "Demo Store"));
    guest.triesToSet(used, NEWER);
    guest.sees("problem.reset-token-used.title", "link-used");
    guest.button("page.dead.button").click();
    guest.sees("page.link-sent.title", "link-sent-again");

    guest.triesToSet(guest.mail(4), NEWER);
    guest.sees("page.done.title", "password-set");
  }

  @ParameterizedTest
  @MethodSource("disputeVisits")
  void aCustomerWhoDidNotChangeThePasswordTakesTheAccountBack(Visit visit) {
    Guest thief = new Guest(Visit.in(visit.language()));
    thief.at("/account");
    thief.signsIn(DemoData.PASSWORD);
    thief.field("page.account.current").fill(DemoData.PASSWORD);
    thief.field("page.reset.new").fill("thiefs-own-password");
    thief.field("page.reset.repeat").fill("thiefs-own-password");
    thief.button("page.account.change").click();
    assertThat(thief.page.getByRole(AriaRole.STATUS).first())
        .hasText(thief.say("page.notice.password-changed"));

    Guest guest = new Guest(visit, thief.customer);
    Mail notice = guest.mail(1);
    assertThat(notice.text()).contains("#dispute=");
    guest.follow(notice, "/not-me");
    guest.sees("page.not-me.title", "not-me");
    // who only opens it has said nothing
    thief.at("/account");
    thief.sees("page.account.title", "account-of-a-thief");
    guest.button("page.not-me.button").click();
    guest.sees("page.not-me.done.title", "not-me-done");

    thief.at("/account");
    thief.sees("page.sign-in.title", "sign-in-again");
    thief.signsIn("thiefs-own-password");
    assertThat(thief.page.getByRole(AriaRole.ALERT))
        .containsText(thief.say("problem.invalid-credentials.detail"));
    guest.triesToSet(guest.mail(2), NEW);
    guest.sees("page.done.title", "password-set");
    guest.follow(notice, "/not-me");
    guest.button("page.not-me.button").click();
    guest.sees("problem.dispute-token-used.title", "not-me-used");
  }

  @ParameterizedTest
  @MethodSource("errorVisits")
  void whatGoesWrongIsAPageThatHelps(Visit visit) {
    Guest guest = new Guest(visit);
    guest.at("/forgot-password");
    guest.field("page.email").fill("not an address");
    guest.button("page.forgot.button").click();
    guest.sees("page.forgot.title", "forgot-password-refused");
    assertThat(guest.page.getByRole(AriaRole.ALERT)).containsText(guest.say("page.email.wrong"));
    guest.page.getByRole(AriaRole.ALERT).getByRole(AriaRole.LINK).click();
    assertThat(guest.field("page.email")).isFocused();

    for (int i = 0; i < 5; i++) {
      guest.asksForALinkByTheApi();
    }
    guest.at("/forgot-password");
    guest.field("page.email").fill(guest.customer.email());
    guest.button("page.forgot.button").click();
    guest.sees("problem.too-many-requests.title", "too-many-requests");

    guest.at("/forgot-password");
    guest.page.context().clearCookies();
    guest.field("page.email").fill(guest.customer.email());
    guest.button("page.forgot.button").click();
    guest.sees("page.form-refused.title", "form-refused");
    guest.link("page.again").click();
    guest.sees("page.forgot.title", "forgot-password");

    guest.at("/reset-password#token=" + "A".repeat(43));
    guest.setsTo("a b");
    guest.sees("problem.reset-token-unknown.title", "link-unknown");
    // in the same tab, from one link to the next
    guest.follow(guest.mail(1));
    guest.sees("page.reset.title", "reset-password");
    guest.setsTo("a b");
    guest.sees("page.reset.title", "reset-password-refused");
    assertThat(guest.page.getByRole(AriaRole.ALERT))
        .containsText(guest.say("password.minimum-length", 6));
    Guest pasting = new Guest(visit.withoutScripts());
    pasting.at("/reset-password");
    pasting.setsTo(NEW);
    pasting.sees("page.reset.title", "reset-password-without-link");
    assertThat(pasting.page.getByRole(AriaRole.ALERT))
        .containsText(pasting.say("page.reset.link.missing"));
    guest.at("/stores/nowhere/sign-in");
    guest.sees("problem.not-found.title", "not-found");
  }

  @ParameterizedTest
  @MethodSource("keyboardLanguages")
  void aCustomerWithAKeyboardAloneGetsBackIn(Locale language) {
    Guest guest = new Guest(Visit.in(language));
    guest.at("/sign-in");
    guest.tabTo(guest.link("page.sign-in.forgot"));
    guest.press("Enter");
    guest.page.waitForURL(Pattern.compile(".*/forgot-password.*"));
    guest.tabTo(guest.field("page.email"));
    guest.type(guest.customer.email());
    guest.press("Enter");
    guest.sees("page.link-sent.title", "link-sent");

    guest.follow(guest.mail(1));
    guest.tabTo(guest.field("page.reset.new"));
    guest.type(NEW);
    guest.press("Tab");
    guest.press("Space");
    assertThat(guest.field("page.reset.new")).hasAttribute("type", "text");
    guest.tabTo(guest.field("page.reset.repeat"));
    guest.type(NEW);
    guest.tabTo(guest.button("page.reset.button"));
    guest.press("Space");
    guest.sees("page.done.title", "password-set");

    guest.tabTo(guest.link("page.sign-in.button"));
    guest.press("Enter");
    guest.page.waitForURL(Pattern.compile(".*/sign-in.*"));
    guest.tabTo(guest.field("page.email"));
    guest.type(guest.customer.email());
    guest.tabTo(guest.field("page.password"));
    guest.type(NEW);
    guest.press("Enter");
    guest.sees("page.account.title", "account");
  }

  @ParameterizedTest
  @MethodSource("typingVisits")
  void theRulesAreCheckedWhileSomebodyTypes(Visit visit) {
    Guest guest = new Guest(visit);
    guest.asksForALink();
    guest.follow(guest.mail(1));
    Locator rules = guest.page.getByRole(AriaRole.LISTITEM);
    Locator length =
        rules.filter(
            new Locator.FilterOptions().setHasText(guest.say("password.minimum-length", 6)));
    Locator same =
        rules.filter(new Locator.FilterOptions().setHasText(guest.say("page.rule.confirmation")));

    guest.field("page.reset.new").fill("short");
    assertThat(length).containsText(guest.say("page.rule.open"));
    guest.field("page.reset.new").fill("long-enough");
    assertThat(length).containsText(guest.say("page.rule.met"));
    guest.field("page.reset.repeat").fill("long-enoug");
    assertThat(same).containsText(guest.say("page.rule.open"));
    guest.visitor.seesAGoodPage("reset-password-typing");
    guest.field("page.reset.repeat").fill("long-enough");
    assertThat(same).containsText(guest.say("page.rule.met"));
    assertThat(guest.page.getByRole(AriaRole.STATUS)).hasText(guest.say("page.rules.met"));
  }

  @Test
  void passwordManagersFindWhatTheyNeed() {
    Guest guest = new Guest(Visit.in("en"));
    guest.at("/sign-in");
    assertThat(guest.field("page.email")).hasAttribute("autocomplete", "username");
    assertThat(guest.field("page.password")).hasAttribute("autocomplete", "current-password");
    guest.asksForALink();
    guest.follow(guest.mail(1));
    assertThat(guest.field("page.reset.new")).hasAttribute("autocomplete", "new-password");
    assertThat(guest.field("page.reset.repeat")).hasAttribute("autocomplete", "new-password");
  }

  @Test
  void theTokenLeavesTheAddressBarAtOnceAndTheBrowserOnlyWithTheForm() {
    Guest guest = new Guest(Visit.in("en"));
    guest.asksForALink();
    Mail mail = guest.mail(1);
    List<String> sent = guest.visitor.watchWhatIsSent();

    guest.follow(mail);
    guest.sees("page.reset.title", "reset-password");
    assertThat(guest.page.url()).doesNotContain(mail.token());
    // a phone discards the tab while its user looks up the old password
    guest.page.reload();
    guest.sees("page.reset.title", "reset-password");
    assertThat(guest.page.url()).doesNotContain(mail.token());
    assertThat(sent)
        .anyMatch(one -> one.contains("/reset-password"))
        .noneMatch(one -> one.contains(mail.token()));
    guest.setsTo(NEW);

    guest.sees("page.done.title", "password-set");
    assertThat(sent.stream().filter(one -> one.contains(mail.token())))
        .singleElement()
        .asString()
        .startsWith("POST ");
    guest.page.goBack();
    assertThat(guest.page.url()).doesNotContain(mail.token());
  }

  @Test
  void whoeverClicksTwiceMeansOnce() {
    Guest guest = new Guest(Visit.in("en"));
    guest.at("/forgot-password");
    List<String> sent = guest.visitor.watchWhatIsSent();
    guest.field("page.email").fill(guest.customer.email());

    guest.button("page.forgot.button").dblclick();

    guest.sees("page.link-sent.title", "link-sent");
    assertThat(sent).filteredOn(one -> one.startsWith("POST ")).hasSize(1);
  }

  @Test
  void aScannerThatRunsScriptsUsesNoLinkUp() {
    Guest guest = new Guest(Visit.in("en"));
    guest.asksForALink();
    Mail mail = guest.mail(1);
    for (int i = 0; i < 3; i++) {
      Visitor scanner = journey.visitor(i == 0 ? Visit.in("en").withoutScripts() : Visit.in("en"));
      scanner.open(URI.create(mail.link()));
      scanner.seesAGoodPage("reset-password");
      scanner.page().reload();
    }

    guest.triesToSet(mail, NEW);

    guest.sees("page.done.title", "password-set");
  }

  @Test
  void theFirstPageIsSmall() {
    Guest guest = new Guest(Visit.in("en"));
    guest.at("/sign-in");
    guest.sees("page.sign-in.title", "sign-in");

    assertThat(guest.visitor.transferred()).isBetween(1_000L, 50_000L);
  }

  /// A customer, and how this one finds things on a page.
  private final class Guest {
    private final Visitor visitor;
    private final Page page;
    private final Locale language;
    private final DemoCustomer customer;

    Guest(Visit visit) {
      this(visit, journey.customer("山田 Åsa", visit.language()));
    }

    Guest(Visit visit, DemoCustomer customer) {
      visitor = journey.visitor(visit);
      page = visitor.page();
      language = visit.language();
      this.customer = customer;
    }

    String say(String key, Object... arguments) {
      return MESSAGES.text(language, key, arguments);
    }

    void at(String path) {
      visitor.open(journey.service().resolve(path));
    }

    void sees(String heading, String picture) {
      assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
          .hasText(say(heading));
      visitor.seesAGoodPage(picture);
    }

    Locator link(String key) {
      return page.getByRole(AriaRole.LINK, named(key));
    }

    Locator button(String key) {
      return page.getByRole(AriaRole.BUTTON, named(key));
    }

    Locator field(String key) {
      return page.getByLabel(say(key), new Page.GetByLabelOptions().setExact(true));
    }

    private Page.GetByRoleOptions named(String key) {
      return new Page.GetByRoleOptions().setName(say(key)).setExact(true);
    }

    void asksForALink() {
      at("/forgot-password");
      field("page.email").fill(customer.email());
      button("page.forgot.button").click();
      page.waitForURL(Pattern.compile(".*/forgot-password/.*"));
    }

    /// Without a page, where only the rate limit matters.
    void asksForALinkByTheApi() {
      assertThat(
              page.request()
                  .post(
                      journey.service().resolve("/password-resets").toString(),
                      RequestOptions.create().setData(Map.of("email", customer.email()))))
          .isOK();
    }

    Mail mail(int count) {
      return journey.mailbox().awaitMessageTo(customer.email(), count);
    }

    /// Opens the link of a mail, or, where no script can read it, pastes it.
    void follow(Mail mail) {
      follow(mail, "/reset-password");
    }

    void follow(Mail mail, String path) {
      if (visitor.visit().scripts()) {
        page.navigate(mail.link());
        assertThat(page).hasURL(journey.service().resolve(path).toString());
      } else {
        at(path);
        field("page.reset.link").fill(mail.link());
      }
    }

    void triesToSet(Mail mail, String password) {
      follow(mail);
      setsTo(password);
    }

    void setsTo(String password) {
      field("page.reset.new").fill(password);
      field("page.reset.repeat").fill(password);
      button("page.reset.button").click();
    }

    void signsIn(String password) {
      field("page.email").fill(customer.email());
      field("page.password").fill(password);
      button("page.sign-in.button").click();
    }

    void tabTo(Locator target) {
      for (int i = 0; i < 40; i++) {
        if (Boolean.TRUE.equals(target.evaluate("one => one === document.activeElement"))) {
          return;
        }
        press("Tab");
      }
      throw new AssertionError("No Tab leads to " + target);
    }

    void press(String key) {
      page.keyboard().press(key);
    }

    void type(String text) {
      page.keyboard().type(text);
    }
  }
}
