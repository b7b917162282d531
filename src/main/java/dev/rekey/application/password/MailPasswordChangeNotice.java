package dev.rekey.application.password;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.Mailer;
import dev.rekey.application.port.RateLimiter;
import dev.rekey.application.port.TokenGenerator;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.password.PasswordDisputes;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.reset.DisputeToken;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.RateLimits;
import dev.rekey.domain.reset.RequestLimit;
import dev.rekey.domain.store.Store;
import dev.rekey.domain.store.Stores;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Mails the notice of a password change, with a link to dispute it (OWASP ASVS 5.0, 6.3.7).
///
/// The token of the link is created right before its mail, so that no queue, table or log ever
/// holds it. If the link cannot be stored, the notice is sent without it.
///
/// The notices of one hour to one customer are one mail: a notice within the hour waits, and ends
/// if a later change has a notice of its own. So a signed-in attacker cannot flood a mailbox.
public final class MailPasswordChangeNotice {
  private static final System.Logger LOG =
      System.getLogger(MailPasswordChangeNotice.class.getName());
  private static final RequestLimit ONE = new RequestLimit(1, Duration.ZERO);
  private static final RequestLimit RETRIES = new RequestLimit(1_000, Duration.ZERO);
  private static final Duration RETRY_FOR = Duration.ofDays(5);
  private static final Duration RETRY_UNCLEAR_FOR = Duration.ofMinutes(10);

  private final Customers customers;
  private final PasswordDisputes disputes;
  private final TokenGenerator tokenGenerator;
  private final Duration disputeLifetime;
  private final RateLimiter rateLimiter;
  private final SettingsStore settings;
  private final MailBudget budget;
  private final Mailer mailer;
  private final Stores stores;
  private final AuditTrail audit;
  private final InstantSource clock;

  /// @param disputeLifetime the lifetime of the link in a notice
  public MailPasswordChangeNotice(
      Customers customers,
      PasswordDisputes disputes,
      TokenGenerator tokenGenerator,
      Duration disputeLifetime,
      RateLimiter rateLimiter,
      SettingsStore settings,
      MailBudget budget,
      Mailer mailer,
      Stores stores,
      AuditTrail audit,
      InstantSource clock) {
    this.customers = customers;
    this.disputes = disputes;
    this.tokenGenerator = tokenGenerator;
    this.disputeLifetime = disputeLifetime;
    this.rateLimiter = rateLimiter;
    this.settings = settings;
    this.budget = budget;
    this.mailer = mailer;
    this.stores = stores;
    this.audit = audit;
    this.clock = clock;
  }

  /// Mails the notice, or returns that it has to be retried.
  public BackgroundWork.Progress mail(BackgroundWork.Task.NoticeMail notice) {
    Customer customer = customers.find(notice.customer()).orElse(null);
    if (customer == null || customer.email() == null) {
      return BackgroundWork.Progress.ENDED;
    }
    if (!isItsTurn(notice)) {
      // a change without a notice of its own settled this one: a new email address, or a dispute.
      // A notice without the id of its change, from an earlier version, is never merged.
      return notice.change() > 0 && customer.linkVersion() > notice.change()
          ? BackgroundWork.Progress.ENDED
          : BackgroundWork.Progress.AGAIN;
    }
    Store store = stores.get(customer.store());
    MailBudget.Outcome outcome =
        budget.send(
            customer,
            MailBudget.Share.EITHER,
            () ->
                mailer.send(
                    new Mailer.Email.NoticeEmail(
                        customer, store, notice.changedAt(), dispute(notice, store.notMePage()))));
    return switch (outcome) {
      case MailBudget.Outcome.Waits _ -> BackgroundWork.Progress.AGAIN;
      case MailBudget.Outcome.Sent(Mailer.Delivery delivery) -> settled(notice, customer, delivery);
    };
  }

  private BackgroundWork.Progress settled(
      BackgroundWork.Task.NoticeMail notice, Customer customer, Mailer.Delivery delivery) {
    return switch (delivery) {
      case ACCEPTED -> {
        audit.record(AuditEvent.of(AuditEvent.Type.NOTICE_MAIL_SENT, customer.id(), Actor.SYSTEM));
        yield BackgroundWork.Progress.ENDED;
      }
      case REFUSED -> failed(customer);
      case POSTPONED -> again(notice, customer, RETRY_FOR);
      // the customer may have the mail already, so retry for a short time only
      case UNKNOWN -> again(notice, customer, RETRY_UNCLEAR_FOR);
    };
  }

  // A retry of the notice that was counted for this hour may go on: its mail may not have been
  // sent, or its replica may have crashed.
  private boolean isItsTurn(BackgroundWork.Task.NoticeMail notice) {
    String all = "notices " + notice.customer();
    String own = all + " " + notice.changedAt() + " " + notice.change();
    RequestLimit limit = settings.current().notices();
    RateLimits turn = RateLimits.of(all, limit).and(RateLimits.of(own, RETRIES));
    if (!limit.limited() || rateLimiter.count(turn) instanceof RateLimitDecision.Allowed) {
      return true;
    }
    return switch (rateLimiter.count(RateLimits.of(own, ONE))) {
      case RateLimitDecision.Limited _ -> true;
      case RateLimitDecision.Allowed counted -> {
        rateLimiter.release(counted.counted().keySet(), counted.at());
        yield false;
      }
    };
  }

  private Mailer.Email.@Nullable Dispute dispute(
      BackgroundWork.Task.NoticeMail notice, @Nullable URI page) {
    if (page == null) {
      return null;
    }
    try {
      DisputeToken token = new DisputeToken(tokenGenerator.next());
      boolean stored =
          disputes.store(token.digest(), notice.customer(), notice.change(), disputeLifetime);
      return stored
          ? new Mailer.Email.Dispute(page, token, clock.instant().plus(disputeLifetime))
          : null;
    } catch (RuntimeException failure) {
      LOG.log(System.Logger.Level.ERROR, "A notice mail is sent without its link", failure);
      return null;
    }
  }

  private BackgroundWork.Progress again(
      BackgroundWork.Task.NoticeMail notice, Customer customer, Duration longest) {
    return notice.changedAt().plus(longest).isBefore(clock.instant())
        ? failed(customer)
        : BackgroundWork.Progress.AGAIN;
  }

  private BackgroundWork.Progress failed(Customer customer) {
    audit.record(
        AuditEvent.failed(AuditEvent.Type.NOTICE_MAIL_FAILED, customer.id(), Actor.SYSTEM));
    return BackgroundWork.Progress.ENDED;
  }
}
