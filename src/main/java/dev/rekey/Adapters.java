package dev.rekey;

import dev.rekey.adapter.in.web.Brands;
import dev.rekey.adapter.out.argon2.Argon2Cost;
import dev.rekey.adapter.out.argon2.Argon2PasswordHashing;
import dev.rekey.adapter.out.compromised.CompromisedPasswordList;
import dev.rekey.adapter.out.dbscheduler.DbSchedulerBackgroundWork;
import dev.rekey.application.MailNotice;
import dev.rekey.application.PerformForceSignIns;
import dev.rekey.application.PushSecurityEvents;
import dev.rekey.application.RemoveLeftovers;
import dev.rekey.application.RevokeElsewhere;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.CompromisedPasswords;
import dev.rekey.application.port.PasswordHashing;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.customer.Stores;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.message.Messages;
import io.micrometer.core.instrument.config.MeterFilter;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.config.SmallRyeConfig;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.InstantSource;
import java.util.Set;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;

/// Adapters and texts that are not beans by themselves.
class Adapters {
  /// Keeps unknown HTTP methods out of the metrics: each would be a label of its own.
  @Produces
  @Singleton
  MeterFilter knownMethods() {
    Set<String> known = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    return MeterFilter.replaceTagValues(
        "method", method -> known.contains(method) ? method : "OTHER");
  }

  /// Removes the pattern of the store from the paths of pages in metrics.
  @Produces
  @Singleton
  MeterFilter pathsOfPages() {
    return MeterFilter.replaceTagValues(
        "uri",
        path -> path.startsWith("/{store:") ? path.replaceFirst("\\{store:.*?\\)\\?}", "") : path);
  }

  @Produces
  @Singleton
  Messages messages() {
    return new Messages();
  }

  @Produces
  @Singleton
  Stores stores(Settings settings) {
    return Configured.stores(settings);
  }

  @Produces
  @Singleton
  Brands brands(Settings settings) {
    return Configured.brands(settings);
  }

  @Produces
  @Singleton
  ServiceSettings defaults(Config config) {
    return Configured.defaults(config.unwrap(SmallRyeConfig.class));
  }

  @Produces
  @Singleton
  PasswordHashing passwordHashing(Settings settings) {
    Settings.Hashing hashing = settings.hashing();
    int cores = Runtime.getRuntime().availableProcessors();
    return new Argon2PasswordHashing(
        new Argon2Cost(hashing.memoryKib(), hashing.iterations(), 1),
        hashing.parallelHashes() == 0 ? cores : hashing.parallelHashes(),
        hashing.queue());
  }

  @Produces
  @Singleton
  CompromisedPasswords compromisedPasswords(Settings settings) {
    return settings
        .compromisedPasswordsFile()
        .map(CompromisedPasswordList::of)
        .orElseGet(CompromisedPasswordList::builtIn);
  }

  @Produces
  @Singleton
  BackgroundWork backgroundWork(
      DataSource dataSource,
      TransactionSynchronizationRegistry transactions,
      InstantSource clock,
      OutboxSettings outboxSettings,
      MailNotice mailNotice,
      RemoveLeftovers removeLeftovers,
      PerformForceSignIns performForceSignIns,
      RevokeElsewhere revokeElsewhere,
      Settings settings,
      PushSecurityEvents pushSecurityEvents) {
    return new DbSchedulerBackgroundWork(
        dataSource,
        transactions,
        clock,
        outboxSettings,
        (task, stopping) ->
            switch (task) {
              case BackgroundWork.Task.NoticeMail notice -> mailNotice.mail(notice);
              case BackgroundWork.Task.Housekeeping _ -> {
                removeLeftovers.remove();
                yield BackgroundWork.Progress.ENDED;
              }
              case BackgroundWork.Task.ForceSignIns _ -> performForceSignIns.perform(stopping);
              case BackgroundWork.Task.RemoteRevocations _ -> revokeElsewhere.perform(stopping);
              case BackgroundWork.Task.SecurityEvents _ ->
                  settings.securityEvents().signingKeys().isPresent()
                      ? pushSecurityEvents.push(stopping)
                      : BackgroundWork.Progress.ENDED;
            });
  }

  void start(@Observes StartupEvent event, BackgroundWork backgroundWork) {
    ((DbSchedulerBackgroundWork) backgroundWork).start();
  }

  // in parallel with the draining of connections
  void beginToStop(@Observes ShutdownDelayInitiatedEvent event, BackgroundWork backgroundWork) {
    ((DbSchedulerBackgroundWork) backgroundWork).beginToStop();
  }

  void stop(@Disposes BackgroundWork backgroundWork) {
    ((DbSchedulerBackgroundWork) backgroundWork).close();
  }
}
