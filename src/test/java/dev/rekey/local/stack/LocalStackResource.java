package dev.rekey.local.stack;

import dev.rekey.local.mailbox.Mailbox;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTestProfile.TestResourceEntry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The servers that a `@QuarkusTest` needs, and how a test reaches them.
///
/// The profiles in `dev.rekey.local.profile` bring it along; under another profile, annotate the
/// class with `@WithTestResource(LocalStackResource.class)`. All classes with the same profile
/// share one application and its servers. PostgreSQL is one for all applications, with a database
/// for each, unless a profile asks for [#OWN_DATABASE_SERVER].
public final class LocalStackResource implements QuarkusTestResourceLifecycleManager {

  /// Whose subjects are the customers' ids.
  public static final String SUBJECT_ISSUER = "https://login.example";

  /// An argument: PostgreSQL is started for this application alone, so that tests may stop it.
  public static final String OWN_DATABASE_SERVER = "own-database-server";

  /// An argument: passwords are hashed as in production. Otherwise they are hashed as cheaply as
  /// the settings allow.
  public static final String PRODUCTION_HASHING = "production-hashing";

  private Set<String> arguments = Set.of();

  /// Quarkus loads this class and the tests of one application by the same class loader.
  private static @Nullable Servers servers;

  private record Servers(Database database, Mailbox mailbox, IdentityProvider identityProvider) {}

  public static Database database() {
    return running().database();
  }

  public static Mailbox mailbox() {
    return running().mailbox();
  }

  public static IdentityProvider identityProvider() {
    return running().identityProvider();
  }

  /// A test resource of a profile with these arguments.
  public static TestResourceEntry with(String... arguments) {
    Map<String, String> all = new HashMap<>();
    for (String argument : arguments) {
      all.put(argument, "true");
    }
    return new TestResourceEntry(LocalStackResource.class, all);
  }

  @Override
  public void init(Map<String, String> given) {
    arguments = Set.copyOf(given.keySet());
  }

  @Override
  public Map<String, String> start() {
    Servers started =
        new Servers(
            arguments.contains(OWN_DATABASE_SERVER)
                ? Database.start(
                    Database.Settings.fast("quarkus-tests-own").on(ClusterTemplate.migrated()))
                : SharedServer.createDatabase(),
            Mailbox.start(),
            IdentityProvider.start());
    servers = started;
    Map<String, String> configuration = new LinkedHashMap<>();
    configuration.put("quarkus.datasource.jdbc.url", started.database().jdbcUrl());
    configuration.put("quarkus.datasource.username", started.database().username());
    configuration.put("quarkus.datasource.password", started.database().password());
    configuration.put("quarkus.mailer.host", "localhost");
    configuration.put("quarkus.mailer.port", Integer.toString(started.mailbox().smtpPort()));
    // In tests Quarkus sends no mail by default.
    configuration.put(
        "quarkus.oidc.auth-server-url", started.identityProvider().issuer().toString());
    configuration.put("rekey.subject-issuers", SUBJECT_ISSUER);
    configuration.putAll(DemoStore.settings(8080));
    if (!arguments.contains(PRODUCTION_HASHING)) {
      configuration.putAll(Service.CHEAP_HASHING);
    }
    return configuration;
  }

  @Override
  public void stop() {
    Servers stopped = servers;
    if (stopped != null) {
      servers = null;
      stopped.identityProvider().close();
      stopped.mailbox().close();
      stopped.database().close();
    }
  }

  private static Servers running() {
    if (servers == null) {
      throw new IllegalStateException(
          "The test class needs @WithTestResource(LocalStackResource.class)");
    }
    return servers;
  }
}
