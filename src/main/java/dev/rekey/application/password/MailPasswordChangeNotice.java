package dev.rekey.application.password;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.Mailer;
import dev.rekey.application.port.TokenGenerator;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.password.PasswordDisputes;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.reset.DisputeToken;
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
public final class MailPasswordChangeNotice {
  private static final System.Logger LOG =
      System.getLogger(MailPasswordChangeNotice.class.getName());
  private static final Duration RETRY_FOR = Duration.ofDays(5);
  private static final Duration RETRY_UNCLEAR_FOR = Duration.ofMinutes(10);

  private final Customers customers;
  private final PasswordDisputes disputes;
  private final TokenGenerator tokenGenerator;
  private final Duration disputeLifetime;
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
      Mailer mailer,
      Stores stores,
      AuditTrail audit,
      InstantSource clock) {
    this.customers = customers;
    this.disputes = disputes;
    this.tokenGenerator = tokenGenerator;
    this.disputeLifetime = disputeLifetime;
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
    Store store = stores.get(customer.store());
    Mailer.Delivery delivery =
        mailer.send(
            new Mailer.Email.NoticeEmail(
                customer, store, notice.changedAt(), dispute(notice, store.notMePage())));
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
