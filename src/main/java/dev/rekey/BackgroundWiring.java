package dev.rekey;

import dev.rekey.application.ForceSignInLookup;
import dev.rekey.application.MailResetLinks;
import dev.rekey.application.PerformForceSignIns;
import dev.rekey.application.Recipients;
import dev.rekey.application.RemoveLeftovers;
import dev.rekey.application.Revocations;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.ForceSignInJobs;
import dev.rekey.application.port.Leftovers;
import dev.rekey.application.port.Mail;
import dev.rekey.application.port.ResetOutbox;
import dev.rekey.application.port.ResetTokens;
import dev.rekey.application.port.SettingsStore;
import dev.rekey.application.port.Sleeper;
import dev.rekey.application.port.TokenSource;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.customer.Stores;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/// Creates the use cases that run in the background.
class BackgroundWiring {
  /// Delay after each step of a force sign-in job, about as long as the step itself. The job takes
  /// twice the time and leaves half of the capacity to sign-ins (`bin/bench force-sign-ins`).
  private static final Duration PAUSE = Duration.ofMillis(15);

  @Produces
  @Singleton
  OutboxSettings outboxSettings(Settings settings) {
    return OutboxConfigured.outbox(settings);
  }

  @Produces
  @Singleton
  RemoveLeftovers removeLeftovers(Leftovers leftovers, SettingsStore store, Settings settings) {
    Settings.Retention keep = settings.retention();
    return new RemoveLeftovers(
        leftovers,
        store,
        Map.of(
            Leftovers.Kind.RESET_REQUESTS, keep.resetRequests(),
            Leftovers.Kind.RESET_TOKENS, keep.tokens(),
            Leftovers.Kind.DISPUTE_TOKENS, keep.tokens(),
            Leftovers.Kind.OAUTH_TOKENS, keep.tokens(),
            Leftovers.Kind.AUDIT_EVENTS, keep.events(),
            Leftovers.Kind.SECURITY_EVENTS, keep.events(),
            Leftovers.Kind.REMOTE_REVOCATIONS, keep.events(),
            Leftovers.Kind.SECURITY_EVENT_DELIVERIES, keep.events(),
            Leftovers.Kind.FORCE_SIGN_INS, keep.forceSignIns()));
  }

  /// Needs no executor, which may be closed already, and no interrupt ends it.
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
      TokenSource tokenSource,
      Mail mail,
      Stores stores,
      SettingsStore settings,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      InstantSource clock,
      Sleeper sleeper,
      OutboxSettings outboxSettings) {
    return new MailResetLinks(
        outbox,
        new Recipients(customers, tokens, tokenSource, settings, clock),
        mail,
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
  PerformForceSignIns performForceSignIns(
      ForceSignInJobs jobs,
      Customers customers,
      IdentityBackend accounts,
      Revocations revocations,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      Sleeper sleeper) {
    return new PerformForceSignIns(
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
