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

/// Mails the notice of a password change, with a link to dispute it (OWASP ASVS 5.0, 6.3.7).
///
/// The token of the link is created right before its mail, so that no queue, table or log ever
/// holds it. If the link cannot be stored, the notice is sent without it.
public final class MailNotice {
  private static final System.Logger LOG = System.getLogger(MailNotice.class.getName());
  private static final Duration RETRY_FOR = Duration.ofDays(5);
  private static final Duration RETRY_UNCLEAR_FOR = Duration.ofMinutes(10);

  private final Customers customers;
  private final PasswordDisputes disputes;
  private final TokenSource tokenSource;
  private final Duration disputeLifetime;
  private final Mail mail;
  private final Stores stores;
  private final AuditTrail audit;
  private final InstantSource clock;

  /// @param disputeLifetime the lifetime of the link in a notice
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

  /// Mails the notice, or returns that it has to be retried.
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
      case POSTPONED -> again(notice, customer, RETRY_FOR);
      // the customer may have the mail already, so retry for a short time only
      case UNCLEAR -> again(notice, customer, RETRY_UNCLEAR_FOR);
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
        AuditEvent.failed(AuditEvent.Type.NOTICE_MAIL_FAILED, customer.id(), Origin.SYSTEM));
    return BackgroundWork.Progress.ENDED;
  }
}
