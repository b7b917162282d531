package dev.rekey;

import dev.rekey.application.DisputePasswordChange;
import dev.rekey.application.MailNotice;
import dev.rekey.application.NewPasswords;
import dev.rekey.application.Revocations;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Credentials;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.Mail;
import dev.rekey.application.port.PasswordDisputes;
import dev.rekey.application.port.ResetOutbox;
import dev.rekey.application.port.TokenSource;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.customer.Stores;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// Use cases that notify a customer of a password change and handle the customer's dispute.
class DisputesWiring {
  @Produces
  @Singleton
  MailNotice mailNotice(
      Customers customers,
      PasswordDisputes disputes,
      TokenSource tokenSource,
      Settings settings,
      Mail mail,
      Stores stores,
      AuditTrail audit,
      InstantSource clock) {
    return new MailNotice(
        customers,
        disputes,
        tokenSource,
        settings.disputes().lifetime(),
        mail,
        stores,
        audit,
        clock);
  }

  @Produces
  @Singleton
  DisputePasswordChange disputePasswordChange(
      PasswordDisputes disputes,
      Customers customers,
      Credentials credentials,
      NewPasswords passwords,
      Revocations revocations,
      ResetOutbox outbox,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    return new DisputePasswordChange(
        disputes, customers, credentials, passwords, revocations, outbox, audit, unitOfWork);
  }
}
