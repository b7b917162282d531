package dev.rekey.wiring;

import dev.rekey.adapter.in.http.AllowedMethods;
import dev.rekey.adapter.in.web.page.StoreBrandings;
import dev.rekey.adapter.out.argon2.Argon2Cost;
import dev.rekey.adapter.out.argon2.Argon2PasswordHashing;
import dev.rekey.adapter.out.compromised.CompromisedPasswordList;
import dev.rekey.adapter.out.dbscheduler.DbSchedulerBackgroundWork;
import dev.rekey.application.password.MailPasswordChangeNotice;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.password.CompromisedPasswords;
import dev.rekey.application.port.password.PasswordHashing;
import dev.rekey.application.revocation.PropagateRevocations;
import dev.rekey.application.revocation.RunForceSignInJobs;
import dev.rekey.application.securityevent.PushSecurityEvents;
import dev.rekey.application.settings.PurgeExpiredData;
import dev.rekey.config.Settings;
import dev.rekey.config.SettingsValidator;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.store.Stores;
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
import java.util.List;
import java.util.Set;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;

/// Adapters and texts that need a producer method to become beans.
class AdapterBeans {
  private static final List<String> METERS =
      List.of("http.server.", "jvm.", "process.", "system.", "worker.pool.", "agroal.");

  /// Keeps unknown HTTP methods out of the metrics, since each would be a separate label value.
  @Produces
  @Singleton
  MeterFilter knownMethods() {
    Set<String> known = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    return MeterFilter.replaceTagValues(
        "method", method -> known.contains(method) ? method : "OTHER");
  }

  /// Keeps the paths of callers out of the metrics: they contain ids, and each would be a separate
  /// label value. Where no resource answers, Quarkus gives the path as it was sent.
  @Produces
  @Singleton
  MeterFilter templatesOfPaths(AllowedMethods resources) {
    return MeterFilter.replaceTagValues(
        "uri",
        path ->
            path.startsWith("/")
                // without the pattern of the store in the paths of pages
                ? resources.template(path).orElse("OTHER").replaceFirst("\\{store:.*?\\)\\?}", "")
                : path);
  }

  /// Allows only meters that docs/OPERATIONS.md names. A meter of a library may have labels with
  /// values of callers.
  @Produces
  @Singleton
  MeterFilter knownMeters() {
    return MeterFilter.denyUnless(
        id -> METERS.stream().anyMatch(prefix -> id.getName().startsWith(prefix)));
  }

  @Produces
  @Singleton
  Messages messages() {
    return new Messages();
  }

  @Produces
  @Singleton
  Stores stores(Settings settings) {
    return SettingsValidator.stores(settings);
  }

  @Produces
  @Singleton
  StoreBrandings storeBrandings(Settings settings) {
    return AdapterSettings.storeBrandings(settings);
  }

  @Produces
  @Singleton
  ServiceSettings defaults(Config config) {
    return SettingsValidator.defaults(config.unwrap(SmallRyeConfig.class));
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
      MailPasswordChangeNotice mailPasswordChangeNotice,
      PurgeExpiredData purgeExpiredData,
      RunForceSignInJobs runForceSignInJobs,
      PropagateRevocations propagateRevocations,
      Settings settings,
      PushSecurityEvents pushSecurityEvents) {
    return new DbSchedulerBackgroundWork(
        dataSource,
        transactions,
        clock,
        outboxSettings,
        (task, stopping) ->
            switch (task) {
              case BackgroundWork.Task.NoticeMail notice -> mailPasswordChangeNotice.mail(notice);
              case BackgroundWork.Task.Housekeeping _ -> {
                purgeExpiredData.remove();
                yield BackgroundWork.Progress.ENDED;
              }
              case BackgroundWork.Task.ForceSignIns _ -> runForceSignInJobs.perform(stopping);
              case BackgroundWork.Task.RemoteRevocations _ ->
                  propagateRevocations.perform(stopping);
              case BackgroundWork.Task.SecurityEvents _ ->
                  settings.securityEvents().signingKeys().isPresent()
                      ? pushSecurityEvents.push(stopping)
                      : BackgroundWork.Progress.ENDED;
            });
  }

  void start(@Observes StartupEvent event, BackgroundWork backgroundWork) {
    ((DbSchedulerBackgroundWork) backgroundWork).start();
  }

  // runs in parallel with the draining of connections
  void beginToStop(@Observes ShutdownDelayInitiatedEvent event, BackgroundWork backgroundWork) {
    ((DbSchedulerBackgroundWork) backgroundWork).beginToStop();
  }

  void stop(@Disposes BackgroundWork backgroundWork) {
    ((DbSchedulerBackgroundWork) backgroundWork).close();
  }
}
