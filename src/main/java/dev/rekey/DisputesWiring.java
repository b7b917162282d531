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
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.time.Duration;
import java.time.InstantSource;

/// Where the use cases are made that tell a customer of a change and hear what the customer says to
/// it.
class DisputesWiring {
  private static final Duration LONGEST = Duration.ofDays(366);

  @Produces
  @Singleton
  MailNotice mailNotice(
      Customers customers,
      PasswordDisputes disputes,
      TokenSource tokenSource,
      DisputeSettings settings,
      Mail mail,
      Stores stores,
      AuditTrail audit,
      InstantSource clock) {
    return new MailNotice(
        customers, disputes, tokenSource, settings.lifetime(), mail, stores, audit, clock);
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

  void check(
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event,
      DisputeSettings settings) {
    check(settings);
  }

  static void check(DisputeSettings settings) {
    Duration lifetime = settings.lifetime();
    if (lifetime.toSeconds() < 1 || lifetime.compareTo(LONGEST) > 0) {
      throw new InvalidConfiguration(
          "rekey.disputes.lifetime", "is %s, but has to be from PT1S to P366D".formatted(lifetime));
    }
  }
}
