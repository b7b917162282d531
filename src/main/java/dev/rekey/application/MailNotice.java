package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.Mail;
import dev.rekey.application.port.PasswordDisputes;
import dev.rekey.application.port.TokenSource;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.Store;
import dev.rekey.domain.customer.Stores;
import dev.rekey.domain.reset.DisputeToken;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// Tells a customer that the password changed, and what to do if that was somebody else (OWASP ASVS
/// 5.0, 6.3.7).
///
/// The token of the link to say so with is made here, right before its mail, so that no queue,
/// table or log ever holds it. A notice without a link is better than none: where the link can't be
/// stored, the notice goes out all the same.
public final class MailNotice {
  private static final System.Logger LOG = System.getLogger(MailNotice.class.getName());
  private static final Duration GIVE_UP = Duration.ofDays(5);
  private static final Duration GIVE_UP_UNCLEAR = Duration.ofMinutes(10);

  private final Customers customers;
  private final PasswordDisputes disputes;
  private final TokenSource tokenSource;
  private final Duration disputeLifetime;
  private final Mail mail;
  private final Stores stores;
  private final AuditTrail audit;
  private final InstantSource clock;

  /// @param disputeLifetime how long the link of a notice works
  public MailNotice(
      Customers customers,
      PasswordDisputes disputes,
      TokenSource tokenSource,
      Duration disputeLifetime,
      Mail mail,
      Stores stores,
      AuditTrail audit,
      InstantSource clock) {
    this.customers = customers;
    this.disputes = disputes;
    this.tokenSource = tokenSource;
    this.disputeLifetime = disputeLifetime;
    this.mail = mail;
    this.stores = stores;
    this.audit = audit;
    this.clock = clock;
  }

  /// Writes the notice, or says that it has to be tried again.
  public BackgroundWork.Progress mail(BackgroundWork.Task.NoticeMail notice) {
    Customer customer = customers.find(notice.customer()).orElse(null);
    if (customer == null || customer.email() == null) {
      return BackgroundWork.Progress.ENDED;
    }
    Store store = stores.get(customer.store());
    Mail.Delivery delivery =
        mail.send(
            new Mail.Letter.NoticeLetter(
                customer, store, notice.changedAt(), dispute(notice, store.notMePage())));
    return switch (delivery) {
      case ACCEPTED -> {
        audit.record(AuditEvent.of(AuditEvent.Type.NOTICE_MAIL_SENT, customer.id(), Origin.SYSTEM));
        yield BackgroundWork.Progress.ENDED;
      }
      case REFUSED -> failed(customer);
      case POSTPONED -> again(notice, customer, GIVE_UP);
      // the customer may have it: one that comes again and again for days helps nobody
      case UNCLEAR -> again(notice, customer, GIVE_UP_UNCLEAR);
    };
  }

  private Mail.Letter.@Nullable Dispute dispute(
      BackgroundWork.Task.NoticeMail notice, @Nullable URI page) {
    if (page == null) {
      return null;
    }
    try {
      DisputeToken token = new DisputeToken(tokenSource.next());
      boolean stored =
          disputes.store(token.digest(), notice.customer(), notice.change(), disputeLifetime);
      return stored
          ? new Mail.Letter.Dispute(page, token, clock.instant().plus(disputeLifetime))
          : null;
    } catch (RuntimeException theNoticeIsWorthMoreThanItsLink) {
      LOG.log(
          System.Logger.Level.ERROR,
          "A notice goes out without its link",
          theNoticeIsWorthMoreThanItsLink);
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
        AuditEvent.failed(AuditEvent.Type.NOTICE_MAIL_FAILED, customer.id(), Origin.SYSTEM));
    return BackgroundWork.Progress.ENDED;
  }
}
