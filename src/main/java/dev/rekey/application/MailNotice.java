package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.Mail;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.Stores;
import java.time.Duration;
import java.time.InstantSource;

/// Tells a customer that the password changed, and what to do if that was somebody else (OWASP ASVS
/// 5.0, 6.3.7).
public final class MailNotice {
  private static final Duration GIVE_UP = Duration.ofDays(5);
  private static final Duration GIVE_UP_UNCLEAR = Duration.ofMinutes(10);

  private final Customers customers;
  private final Mail mail;
  private final Stores stores;
  private final AuditTrail audit;
  private final InstantSource clock;

  public MailNotice(
      Customers customers, Mail mail, Stores stores, AuditTrail audit, InstantSource clock) {
    this.customers = customers;
    this.mail = mail;
    this.stores = stores;
    this.audit = audit;
    this.clock = clock;
  }

  /// Writes the notice, or says that it has to be tried again.
  public BackgroundWork.Progress mail(BackgroundWork.Task.NoticeMail notice) {
    Customer customer = customers.find(notice.customer()).orElse(null);
    if (customer == null) {
      return BackgroundWork.Progress.ENDED;
    }
    Mail.Delivery delivery =
        mail.send(
            new Mail.Letter.NoticeLetter(
                customer, stores.get(customer.store()), notice.changedAt()));
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
