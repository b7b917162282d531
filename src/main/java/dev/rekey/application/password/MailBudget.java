package dev.rekey.application.password;

import dev.rekey.application.port.Mailer;
import dev.rekey.application.port.RateLimiter;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.settings.ServiceSettings;
import java.time.Duration;
import java.util.function.Supplier;

/// The budget of mails to one mailbox, for all kinds of mail together (OWASP ASVS 5.0, 2.4.1). A
/// mail beyond it waits; none is dropped.
public final class MailBudget {
  private final RateLimiter rateLimiter;
  private final SettingsStore settings;

  public MailBudget(RateLimiter rateLimiter, SettingsStore settings) {
    this.rateLimiter = rateLimiter;
    this.settings = settings;
  }

  /// Runs `mail` if the budget of the mailbox of `to` allows it. A mail that the mail server did
  /// not accept uses up nothing.
  public Outcome send(Customer to, Share share, Supplier<Mailer.Delivery> mail) {
    RateLimitDecision decision;
    try {
      decision = decide(to.requireEmail(), share);
    } catch (TemporarilyUnavailable outage) {
      return new Outcome.Waits(outage.retryAfter());
    }
    return switch (decision) {
      case RateLimitDecision.Limited limited -> new Outcome.Waits(limited.retryAfter());
      case RateLimitDecision.Allowed counted -> {
        Mailer.Delivery delivery = mail.get();
        if (delivery == Mailer.Delivery.REFUSED || delivery == Mailer.Delivery.POSTPONED) {
          rateLimiter.release(counted.counted().keySet(), counted.at());
        }
        yield new Outcome.Sent(delivery);
      }
    };
  }

  private RateLimitDecision decide(EmailAddress email, Share share) {
    ServiceSettings now = settings.current();
    return switch (share) {
      case VISITORS -> rateLimiter.count(now.mails(email));
      case SUPPORT -> rateLimiter.count(now.supportMails(email));
      case EITHER -> {
        RateLimitDecision first = rateLimiter.count(now.mails(email));
        yield first instanceof RateLimitDecision.Limited
            ? rateLimiter.count(now.supportMails(email))
            : first;
      }
    };
  }

  /// The part of the budget that a mail uses.
  public enum Share {
    /// Links that visitors request.
    VISITORS,
    /// Links that administrators and disputes start. Visitors cannot use up this part.
    SUPPORT,
    /// Notices, which links that visitors request must not delay.
    EITHER
  }

  /// The result of [#send].
  public sealed interface Outcome {
    /// The mail server answered.
    record Sent(Mailer.Delivery delivery) implements Outcome {}

    /// The budget is used up for this time. Nothing was sent.
    record Waits(Duration time) implements Outcome {}
  }
}
