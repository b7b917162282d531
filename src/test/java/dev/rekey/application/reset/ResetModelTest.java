package dev.rekey.application.reset;

import static dev.rekey.application.CoreFixture.MARIA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.CoreFixture;
import dev.rekey.application.port.Mailer;
import dev.rekey.application.revocation.ForceSignIn;
import dev.rekey.application.signin.SignIn;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.ResetToken;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.property.RandomInputs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Any order of what can happen to one account, against a model that is too simple to be wrong:
/// after each step every link, every token and the number of mails is what the model says.
class ResetModelTest {
  private static final List<String> EMAILS = List.of("maria@example.com", "m.new@example.com");
  private static final List<String> PASSWORDS =
      List.of("opensesame", "correct-horse", "nine-lighthouses");
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(2),
          Duration.ofMinutes(1),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(12),
          Duration.ofHours(24));

  /// What happens; [Step#which] chooses the link, the password, the address or the pause.
  enum What {
    REQUEST,
    REQUEST_FOR_NOBODY,
    REQUEST_BY_ADMINISTRATOR,
    MAIL,
    MAIL_SERVER_GOES,
    MAIL_SERVER_COMES,
    VALIDATE,
    CONFIRM,
    CONFIRM_WITH_A_WEAK_PASSWORD,
    CONFIRM_TWICE,
    CONFIRM_WITH_AN_ACCESS_TOKEN,
    CHANGE_EMAIL,
    CHANGE_PASSWORD_ELSEWHERE,
    DISABLE,
    ENABLE,
    FORCE_SIGN_IN,
    SIGN_IN,
    SIGN_IN_WITH_A_WRONG_PASSWORD,
    LOCK_OUT,
    ISSUE_TOKEN,
    WAIT
  }

  record Step(What what, int which) {}

  private static final List<What> FREQUENT =
      List.of(What.REQUEST, What.MAIL, What.CONFIRM, What.WAIT, What.SIGN_IN);

  @Test
  void noOrderOfStepsLetsAnybodyIn() {
    RandomInputs.checkSequences(
        250,
        inputs -> inputs.list(1, 60, () -> step(inputs)),
        story -> {
          Account account = new Account();
          for (Step step : story) {
            account.take(step);
            account.assertAsModelled(step);
          }
        });
  }

  private static Step step(RandomInputs inputs) {
    List<What> choices = inputs.flag() ? FREQUENT : List.of(What.values());
    return new Step(inputs.oneOf(choices), inputs.integer(0, 11));
  }

  /// Rekey with one customer, and beside it what has to be true of her.
  private static final class Account {
    private final CoreFixture coreFixture = CoreFixture.withMaria();
    private final List<Link> links = new ArrayList<>();
    private final List<Token> tokens = new ArrayList<>();
    private final List<Instant> accepted = new ArrayList<>();
    private final List<Instant> acceptedOfAdministrators = new ArrayList<>();
    private String email = EMAILS.getFirst();
    private String password = PASSWORDS.getFirst();
    private boolean active = true;
    private boolean everGivenAToken;
    private final Map<String, Failures> failures = new HashMap<>();

    private static final class Link {
      private final ResetToken token;
      private final Instant expiresAt;
      private boolean dead;

      private Link(ResetToken token, Instant expiresAt) {
        this.token = token;
        this.expiresAt = expiresAt;
      }
    }

    private static final class Token {
      private final AccessToken token;
      private final Instant expiresAt;
      private boolean revoked;

      private Token(AccessToken token, Instant expiresAt) {
        this.token = token;
        this.expiresAt = expiresAt;
      }
    }

    private void take(Step step) {
      switch (step.what) {
        case REQUEST -> request(step.which);
        case REQUEST_FOR_NOBODY -> coreFixture.request("nobody-" + step.which % 3 + "@example.com");
        case REQUEST_BY_ADMINISTRATOR -> requestByAdministrator();
        case MAIL -> mail();
        case MAIL_SERVER_GOES -> coreFixture.mail.answer(_ -> Mailer.Delivery.POSTPONED);
        case MAIL_SERVER_COMES -> coreFixture.mail.answer(_ -> Mailer.Delivery.ACCEPTED);
        case VALIDATE -> {
          // done after every step
        }
        case WAIT -> coreFixture.clock.advance(PAUSES.get(step.which % PAUSES.size()));
        case CONFIRM -> link(step.which, link -> confirm(link, step.which));
        case CONFIRM_WITH_A_WEAK_PASSWORD -> link(step.which, this::confirmWeakly);
        case CONFIRM_TWICE ->
            link(
                step.which,
                link -> {
                  confirm(link, step.which);
                  confirm(link, step.which + 1);
                });
        case CONFIRM_WITH_AN_ACCESS_TOKEN ->
            tokens.stream()
                .findAny()
                .ifPresent(token ->
                    assertThat(
                            coreFixture.confirm(
                                new ResetToken(token.token.secret()), "stolen-token"))
                        .isInstanceOf(ConfirmPasswordReset.Outcome.Unknown.class));
        case CHANGE_EMAIL -> changeEmail(step.which);
        case CHANGE_PASSWORD_ELSEWHERE -> changePassword(step.which);
        case DISABLE -> put(false);
        case ENABLE -> put(true);
        case FORCE_SIGN_IN -> force();
        case SIGN_IN -> signIn(password);
        case SIGN_IN_WITH_A_WRONG_PASSWORD ->
            signIn(PASSWORDS.get((PASSWORDS.indexOf(password) + 1) % PASSWORDS.size()));
        case LOCK_OUT -> {
          for (int i = 0; i < 10; i++) {
            signIn("no-password-at-all");
          }
        }
        case ISSUE_TOKEN -> issue();
      }
    }

    private void request(int which) {
      String wanted = which % 3 == 0 ? email.toUpperCase(java.util.Locale.ROOT) : email;
      boolean admitted = coreFixture.request(wanted) instanceof RateLimitDecision.Allowed;
      Instant now = coreFixture.clock.instant();
      List<Instant> mine = accepted;
      long within = mine.stream().filter(at -> at.plus(Duration.ofHours(1)).isAfter(now)).count();
      boolean early = !mine.isEmpty() && mine.getLast().plus(Duration.ofMinutes(10)).isAfter(now);
      // forty from one address are never reached by one story's requests within an hour
      assertThat(admitted).isEqualTo(!early && within < 5);
      if (admitted) {
        mine.add(now);
      }
    }

    private void requestByAdministrator() {
      Instant now = coreFixture.clock.instant();
      boolean admitted =
          coreFixture.triggerPasswordReset.trigger(MARIA, CoreFixture.ADMINISTRATOR)
                  instanceof TriggerPasswordReset.Outcome.Decided decided
              && decided.admission() instanceof RateLimitDecision.Allowed;
      long within =
          acceptedOfAdministrators.stream()
              .filter(at -> at.plus(Duration.ofHours(1)).isAfter(now))
              .count();
      assertThat(admitted).isEqualTo(within < 5);
      if (admitted) {
        acceptedOfAdministrators.add(now);
      }
    }

    private void mail() {
      int before = coreFixture.mail.links().size();
      coreFixture.mailDue();
      coreFixture
          .mail
          .links()
          .subList(before, coreFixture.mail.links().size())
          .forEach(letter -> {
            assertThat(active).isTrue();
            assertThat(letter.to().requireEmail().value()).isEqualTo(email);
            links.add(new Link(letter.token(), letter.expiresAt()));
          });
    }

    private void confirm(Link link, int which) {
      String wanted = PASSWORDS.get(which % PASSWORDS.size());
      ConfirmPasswordReset.Outcome outcome = coreFixture.confirm(link.token, wanted);
      if (usable(link)) {
        assertThat(outcome).isInstanceOf(ConfirmPasswordReset.Outcome.Changed.class);
        passwordIsNow(wanted);
      } else {
        assertThat(outcome).isInstanceOf(refusal(link));
      }
    }

    private void confirmWeakly(Link link) {
      ConfirmPasswordReset.Outcome outcome = coreFixture.confirm(link.token, "weak");
      if (usable(link)) {
        assertThat(outcome).isInstanceOf(ConfirmPasswordReset.Outcome.Rejected.class);
      } else {
        assertThat(outcome).isInstanceOf(refusal(link));
      }
    }

    private void changeEmail(int which) {
      String wanted = EMAILS.get(which % EMAILS.size());
      if (!wanted.equals(email)) {
        links.forEach(link -> link.dead = true);
        email = wanted;
        // limits are the address's, and new to this story or forgotten by it
        accepted.clear();
        coreFixture.clock.advance(Duration.ofHours(1));
      }
      put(active);
    }

    private void changePassword(int which) {
      String wanted = PASSWORDS.get(which % PASSWORDS.size());
      coreFixture.put(MARIA, email, status(), wanted);
      passwordIsNow(wanted);
    }

    private void put(boolean wanted) {
      if (active && !wanted) {
        links.forEach(link -> link.dead = true);
        tokens.forEach(token -> token.revoked = true);
      }
      active = wanted;
      coreFixture.put(MARIA, email, status(), null);
    }

    private void force() {
      ForceSignIn.Outcome outcome = coreFixture.forceSignIn.force(MARIA, CoreFixture.ADMINISTRATOR);
      if (everGivenAToken) {
        int counting =
            (int) tokens.stream().filter(token -> !token.revoked && !expired(token)).count();
        assertThat(outcome)
            .isInstanceOfSatisfying(
                ForceSignIn.Outcome.Revoked.class,
                revoked -> assertThat(revoked.revocation().revokedTokens()).isEqualTo(counting));
        tokens.forEach(token -> token.revoked = true);
      } else {
        assertThat(outcome).isInstanceOf(ForceSignIn.Outcome.NoOAuthTokens.class);
      }
    }

    private void signIn(String with) {
      Instant now = coreFixture.clock.instant();
      Failures own = failures.computeIfAbsent(email, _ -> new Failures());
      own.forget(now);
      SignIn.Outcome outcome =
          coreFixture.signIn.signIn(
              CoreFixture.SHOP,
              CoreFixture.email(email),
              dev.rekey.domain.password.Password.of(with),
              null,
              CoreFixture.VISITOR);
      if (with.equals(password) && active && !own.locks(now)) {
        assertThat(outcome)
            .isInstanceOfSatisfying(
                SignIn.Outcome.SignedIn.class,
                signedIn -> tokens.add(new Token(signedIn.token(), now.plus(signedIn.lifetime()))));
        everGivenAToken = true;
        failures.remove(email);
      } else {
        assertThat(outcome).isInstanceOf(SignIn.Outcome.Refused.class);
        own.add(now);
      }
    }

    private void issue() {
      tokens.add(
          new Token(
              coreFixture.issued("erp"), coreFixture.clock.instant().plus(Duration.ofDays(365))));
      everGivenAToken = true;
    }

    private void passwordIsNow(String wanted) {
      password = wanted;
      links.forEach(link -> link.dead = true);
      tokens.forEach(token -> token.revoked = true);
      failures.remove(email);
    }

    private void assertAsModelled(Step step) {
      for (Link link : links) {
        ValidateResetToken.Outcome outcome = coreFixture.validateResetToken.validate(link.token);
        assertThat(outcome instanceof ValidateResetToken.Outcome.Usable)
            .as("a link after %s", step)
            .isEqualTo(usable(link));
      }
      for (Token token : tokens) {
        assertThat(coreFixture.counts(token.token))
            .as("a token after %s", step)
            .isEqualTo(active && !token.revoked && !expired(token));
      }
      assertThat(coreFixture.mail.links()).hasSameSizeAs(links);
    }

    private boolean usable(Link link) {
      return active && !link.dead && coreFixture.clock.instant().isBefore(link.expiresAt);
    }

    // a link of a disabled account is as good as used
    private Class<? extends ConfirmPasswordReset.Outcome> refusal(Link link) {
      boolean late = !coreFixture.clock.instant().isBefore(link.expiresAt);
      return link.dead || !late
          ? ConfirmPasswordReset.Outcome.Used.class
          : ConfirmPasswordReset.Outcome.Expired.class;
    }

    private boolean expired(Token token) {
      return !coreFixture.clock.instant().isBefore(token.expiresAt);
    }

    private void link(int which, java.util.function.Consumer<Link> what) {
      if (!links.isEmpty()) {
        what.accept(links.get(which % links.size()));
      }
    }

    private Customer.Status status() {
      return active ? Customer.Status.ACTIVE : Customer.Status.DISABLED;
    }
  }

  /// The failed sign-ins of an address.
  private static final class Failures {
    private int count;
    private int pauses;
    private Instant last = Instant.MIN;
    private Instant until = Instant.MIN;

    boolean locks(Instant now) {
      return until.isAfter(now);
    }

    void forget(Instant now) {
      boolean pauseIsOver = !until.equals(Instant.MIN) && !locks(now);
      if (pauseIsOver || !locks(now) && isOver(last, Duration.ofMinutes(10), now)) {
        count = 0;
        if (isOver(until.isAfter(last) ? until : last, Duration.ofHours(24), now)) {
          pauses = 0;
        }
        until = Instant.MIN;
      }
    }

    void add(Instant now) {
      last = now;
      if (!locks(now)) {
        count++;
        if (count == 10) {
          until = now.plus(Duration.ofMinutes(10).multipliedBy(1L << pauses));
          pauses++;
        }
      }
    }

    private static boolean isOver(Instant from, Duration time, Instant now) {
      return !from.equals(Instant.MIN) && !from.plus(time).isAfter(now);
    }
  }
}
