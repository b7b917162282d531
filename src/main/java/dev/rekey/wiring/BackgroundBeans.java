package dev.rekey.wiring;

import dev.rekey.application.password.MailBudget;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.ExpiredData;
import dev.rekey.application.port.Mailer;
import dev.rekey.application.port.Sleeper;
import dev.rekey.application.port.TokenGenerator;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.reset.ResetOutbox;
import dev.rekey.application.port.reset.ResetTokens;
import dev.rekey.application.port.revocation.ForceSignInJobs;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.application.reset.MailResetLinks;
import dev.rekey.application.reset.RecipientResolver;
import dev.rekey.application.revocation.ForceSignInLookup;
import dev.rekey.application.revocation.Revocations;
import dev.rekey.application.revocation.RunForceSignInJobs;
import dev.rekey.application.settings.PurgeExpiredData;
import dev.rekey.config.OutboxSettingsValidator;
import dev.rekey.config.Settings;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.store.Stores;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Creates the use cases that run in the background.
class BackgroundBeans {
  /// Delay after each step of a force sign-in job, about as long as the step itself. The job takes
  /// twice the time and leaves half of the capacity to sign-ins (`bin/bench force-sign-ins`).
  private static final Duration PAUSE = Duration.ofMillis(15);

  @Produces
  @Singleton
  OutboxSettings outboxSettings(Settings settings) {
    return OutboxSettingsValidator.outbox(settings);
  }

  @Produces
  @Singleton
  PurgeExpiredData purgeExpiredData(
      ExpiredData expiredData, SettingsStore store, Settings settings) {
    Settings.Retention keep = settings.retention();
    return new PurgeExpiredData(
        expiredData,
        store,
        Map.of(
            ExpiredData.Kind.RESET_REQUESTS, keep.resetRequests(),
            ExpiredData.Kind.RESET_TOKENS, keep.tokens(),
            ExpiredData.Kind.DISPUTE_TOKENS, keep.tokens(),
            ExpiredData.Kind.OAUTH_TOKENS, keep.tokens(),
            ExpiredData.Kind.AUDIT_EVENTS, keep.events(),
            ExpiredData.Kind.SECURITY_EVENTS, keep.events(),
            ExpiredData.Kind.REMOTE_REVOCATIONS, keep.events(),
            ExpiredData.Kind.SECURITY_EVENT_DELIVERIES, keep.events(),
            ExpiredData.Kind.FORCE_SIGN_INS, keep.forceSignIns()));
  }

  /// Sleeps without an executor, which may already be shut down. Interrupts do not end it.
  @Produces
  @Singleton
  Sleeper sleeper() {
    return length -> {
      if (length.isPositive()) {
        boolean _ =
            new CompletableFuture<Boolean>()
                .completeOnTimeout(true, length.toMillis(), TimeUnit.MILLISECONDS)
                .join();
      }
    };
  }

  @Produces
  @Singleton
  MailResetLinks mailResetLinks(
      ResetOutbox outbox,
      Customers customers,
      ResetTokens tokens,
      TokenGenerator tokenGenerator,
      MailBudget budget,
      Mailer mailer,
      Stores stores,
      SettingsStore settings,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      InstantSource clock,
      Sleeper sleeper,
      OutboxSettings outboxSettings) {
    return new MailResetLinks(
        outbox,
        new RecipientResolver(customers, tokens, tokenGenerator, settings, clock),
        budget,
        mailer,
        stores,
        audit,
        unitOfWork,
        clock,
        sleeper,
        outboxSettings,
        Executors.newVirtualThreadPerTaskExecutor());
  }

  @Produces
  @Singleton
  RunForceSignInJobs runForceSignInJobs(
      ForceSignInJobs jobs,
      Customers customers,
      IdentityBackend accounts,
      Revocations revocations,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      Sleeper sleeper) {
    return new RunForceSignInJobs(
        jobs,
        new ForceSignInLookup(jobs, customers, accounts, unitOfWork),
        customers,
        revocations,
        audit,
        unitOfWork,
        sleeper,
        PAUSE);
  }
}
