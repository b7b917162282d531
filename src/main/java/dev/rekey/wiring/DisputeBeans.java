package dev.rekey.wiring;

import dev.rekey.application.password.DisputePasswordChange;
import dev.rekey.application.password.MailBudget;
import dev.rekey.application.password.MailPasswordChangeNotice;
import dev.rekey.application.password.PasswordChanges;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Mailer;
import dev.rekey.application.port.RateLimiter;
import dev.rekey.application.port.TokenGenerator;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.password.PasswordDisputes;
import dev.rekey.application.port.reset.ResetOutbox;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.application.port.signin.Credentials;
import dev.rekey.application.revocation.Revocations;
import dev.rekey.config.Settings;
import dev.rekey.domain.store.Stores;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/// Use cases that notify a customer of a password change and handle the customer's dispute.
class DisputeBeans {
  @Produces
  @Singleton
  MailBudget mailBudget(RateLimiter rateLimiter, SettingsStore settings) {
    return new MailBudget(rateLimiter, settings);
  }

  @Produces
  @Singleton
  MailPasswordChangeNotice mailPasswordChangeNotice(
      Customers customers,
      PasswordDisputes disputes,
      TokenGenerator tokenGenerator,
      Settings settings,
      RateLimiter rateLimiter,
      SettingsStore settingsStore,
      MailBudget budget,
      Mailer mailer,
      Stores stores,
      AuditTrail audit,
      InstantSource clock) {
    return new MailPasswordChangeNotice(
        customers,
        disputes,
        tokenGenerator,
        settings.disputes().lifetime(),
        rateLimiter,
        settingsStore,
        budget,
        mailer,
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
      PasswordChanges passwords,
      Revocations revocations,
      ResetOutbox outbox,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    return new DisputePasswordChange(
        disputes, customers, credentials, passwords, revocations, outbox, audit, unitOfWork);
  }
}
