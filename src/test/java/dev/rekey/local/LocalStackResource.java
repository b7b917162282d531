package dev.rekey.local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The servers that a `@QuarkusTest` needs, and how a test reaches them.
///
/// Annotate the class with `@WithTestResource(LocalStackResource.class)`: all classes that do share
/// one application and one set of servers. A test profile gets an application of its own, and with
/// it a set of its own.
public final class LocalStackResource implements QuarkusTestResourceLifecycleManager {

  /// Whose subjects are the customers' ids.
  public static final String SUBJECT_ISSUER = "https://login.example";

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

  @Override
  public Map<String, String> start() {
    Servers started =
        new Servers(
            Database.start(Database.Settings.fast("quarkus-tests")),
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
    configuration.put("quarkus.mailer.mock", "false");
    configuration.put(
        "quarkus.oidc.auth-server-url", started.identityProvider().issuer().toString());
    configuration.put("rekey.subject-issuers", SUBJECT_ISSUER);
    configuration.putAll(DemoStore.settings(8080));
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
