package dev.rekey;

import io.smallrye.config.SmallRyeConfig;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.Driver;

/// The database, the mail server and the identity provider, by Quarkus's own settings: Quarkus
/// reads them late, and its words for what is wrong with them are a stack trace.
final class Connections {
  private static final String DATABASE = "quarkus.datasource.jdbc.url";
  private static final String USERNAME = "quarkus.datasource.username";
  private static final String PASSWORD = "quarkus.datasource.password";
  private static final String CREDENTIALS_PROVIDER = "quarkus.datasource.credentials-provider";
  private static final String DRIVER_PROPERTIES =
      "quarkus.datasource.jdbc.additional-jdbc-properties";
  // with less Quarkus makes up a key, which no other replica has
  private static final int SHORTEST_SECRET = 32;
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final String database;
  private final Properties properties;
  private final boolean credentialsKnown;

  private Connections(String database, Properties properties, boolean credentialsKnown) {
    this.database = database;
    this.properties = properties;
    this.credentialsKnown = credentialsKnown;
  }

  /// The connections of this configuration, all of them looked at and none of them opened.
  static Connections of(SmallRyeConfig config) {
    port(config, "quarkus.http.port", 0);
    needed(config, "quarkus.mailer.host");
    port(config, "quarkus.mailer.port", 1);
    identityProvider(needed(config, "quarkus.oidc.auth-server-url"));
    administration(config);
    String database = needed(config, DATABASE);
    Properties inUrl = Driver.parseURL(database, new Properties());
    if (inUrl == null) {
      throw new InvalidConfiguration(
          DATABASE, "is not the address of a PostgreSQL database (jdbc:postgresql://host/name)");
    }
    Properties properties = new Properties();
    properties.putAll(
        config.getOptionalValues(DRIVER_PROPERTIES, String.class, String.class).orElseGet(Map::of));
    boolean credentialsKnown = value(config, CREDENTIALS_PROVIDER).isEmpty();
    if (credentialsKnown) {
      credential(config, USERNAME, "user", inUrl, properties);
      credential(config, PASSWORD, "password", inUrl, properties);
    }
    return new Connections(database, properties, credentialsKnown);
  }

  /// Waits until the database takes connections, so that it may be started together with the
  /// service, and says in one sentence why it does not.
  void awaitDatabase(Duration patience) {
    if (!credentialsKnown) {
      return;
    }
    long start = System.nanoTime();
    boolean told = false;
    while (true) {
      try (Connection _ = new Driver().connect(database, properties)) {
        return;
      } catch (SQLException failure) {
        refuse(String.valueOf(failure.getSQLState()));
        if (System.nanoTime() - start >= patience.toNanos()) {
          throw new InvalidConfiguration(
              DATABASE,
              "names a database that could not be reached for %d seconds"
                  .formatted(patience.toSeconds()));
        }
      }
      if (!told) {
        System.out.println("The database can't be reached yet; waiting for it.");
        told = true;
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  /// What no waiting changes (PostgreSQL, appendix A).
  private static void refuse(String state) {
    if (state.startsWith("28") || state.equals("08004")) {
      throw new InvalidConfiguration(
          USERNAME, "and its password (QUARKUS_DATASOURCE_PASSWORD) are refused by the database");
    }
    if (state.equals("3D000")) {
      throw new InvalidConfiguration(DATABASE, "names a database that its server does not have");
    }
  }

  private static void credential(
      SmallRyeConfig config,
      String property,
      String name,
      Properties inUrl,
      Properties properties) {
    Optional<String> value = value(config, property);
    if (value.isPresent()) {
      properties.setProperty(name, value.get());
    } else if (inUrl.getProperty(name) == null && properties.getProperty(name) == null) {
      throw new InvalidConfiguration(property, "is missing");
    }
  }

  private static void administration(SmallRyeConfig config) {
    if (!value(config, "rekey.pages.administration").equals(Optional.of("true"))) {
      return;
    }
    needed(config, "quarkus.oidc.administration.client-id");
    String secret = "quarkus.oidc.administration.credentials.secret";
    if (needed(config, secret).length() < SHORTEST_SECRET) {
      throw new InvalidConfiguration(
          secret,
          "has to be at least %d characters long, since it encrypts cookies too"
              .formatted(SHORTEST_SECRET));
    }
  }

  private static void identityProvider(String address) {
    String property = "quarkus.oidc.auth-server-url";
    try {
      URI uri = URI.create(address);
      if (uri.getHost() != null
          && ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))) {
        return;
      }
    } catch (IllegalArgumentException notAnAddress) {
      // said below
    }
    throw new InvalidConfiguration(property, "is not a web address (https://…)");
  }

  private static void port(SmallRyeConfig config, String property, int least) {
    Optional<String> value = value(config, property);
    if (value.isEmpty()) {
      return;
    }
    boolean number = value.get().matches("[0-9]{1,5}");
    if (!number || Integer.parseInt(value.get()) < least || Integer.parseInt(value.get()) > 65535) {
      throw new InvalidConfiguration(property, "is not a port number");
    }
  }

  private static String needed(SmallRyeConfig config, String property) {
    return value(config, property)
        .orElseThrow(() -> new InvalidConfiguration(property, "is missing"));
  }

  private static Optional<String> value(SmallRyeConfig config, String property) {
    return config.getOptionalValue(property, String.class).filter(value -> !value.isBlank());
  }
}
