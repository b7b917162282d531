package dev.rekey.config;

import com.sun.management.UnixOperatingSystemMXBean;
import io.smallrye.config.SmallRyeConfig;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;
import org.postgresql.Driver;

/// Checks Quarkus's settings for the database, the mail server and the identity provider. Quarkus
/// reads them late and reports an invalid one by a stack trace.
public final class ConnectionChecks {
  private static final String DATABASE = "quarkus.datasource.jdbc.url";
  private static final String USERNAME = "quarkus.datasource.username";
  private static final String PASSWORD = "quarkus.datasource.password";
  private static final String CREDENTIALS_PROVIDER = "quarkus.datasource.credentials-provider";
  private static final String MAX_CONNECTIONS = "quarkus.http.limits.max-connections";

  // libraries, database, mail, remote servers, management port
  private static final int OTHER_DESCRIPTORS = 300;
  private static final String DRIVER_PROPERTIES =
      "quarkus.datasource.jdbc.additional-jdbc-properties";
  // settings of the Quarkus mailer that have no effect here, and whose loss is noticed too late
  private static final List<String> UNSUPPORTED =
      List.of(
          "approved-recipients", "dkim.enabled", "mock", "ssl", "trust-all", "truststore.paths");
  // with a shorter one Quarkus generates a key, which no other replica has
  private static final int MIN_SECRET_LENGTH = 32;
  private static final Duration RETRY_DELAY = Duration.ofMillis(500);

  private final String database;
  private final Properties properties;
  private final boolean credentialsKnown;

  private ConnectionChecks(String database, Properties properties, boolean credentialsKnown) {
    this.database = database;
    this.properties = properties;
    this.credentialsKnown = credentialsKnown;
  }

  /// Checks the settings of all connections and opens none.
  public static ConnectionChecks of(SmallRyeConfig config) {
    port(config, "quarkus.http.port", 0);
    fileDescriptors(config);
    needed(config, "quarkus.mailer.host");
    port(config, "quarkus.mailer.port", 1);
    for (String name : UNSUPPORTED) {
      String property = "quarkus.mailer." + name;
      if (value(config, property).filter(value -> !value.equals("false")).isPresent()) {
        throw new InvalidConfiguration(property, "is not supported");
      }
    }
    identityProvider(config);
    administration(config);
    String database = needed(config, DATABASE);
    Properties inUrl = Driver.parseURL(database, new Properties());
    if (inUrl == null) {
      throw new InvalidConfiguration(
          DATABASE, "must be the URL of a PostgreSQL database (jdbc:postgresql://host/name)");
    }
    Properties properties = new Properties();
    properties.putAll(
        config.getOptionalValues(DRIVER_PROPERTIES, String.class, String.class).orElseGet(Map::of));
    boolean credentialsKnown = value(config, CREDENTIALS_PROVIDER).isEmpty();
    if (credentialsKnown) {
      credential(config, USERNAME, "user", inUrl, properties);
      credential(config, PASSWORD, "password", inUrl, properties);
    }
    return new ConnectionChecks(database, properties, credentialsKnown);
  }

  /// Waits until the database accepts connections. Both may start at the same time.
  public void awaitDatabase(Duration timeout) {
    if (!credentialsKnown) {
      return;
    }
    long start = System.nanoTime();
    boolean announced = false;
    while (true) {
      try (Connection connection = new Driver().connect(database, properties)) {
        requireUtf8(Objects.requireNonNull(connection));
        return;
      } catch (SQLException failure) {
        abortOn(String.valueOf(failure.getSQLState()));
        if (System.nanoTime() - start >= timeout.toNanos()) {
          throw new InvalidConfiguration(
              DATABASE,
              "names a database that did not accept a connection for %d seconds"
                  .formatted(timeout.toSeconds()));
        }
      }
      if (!announced) {
        System.out.println("The database can't be reached yet; waiting for it.");
        announced = true;
      }
      LockSupport.parkNanos(RETRY_DELAY.toNanos());
    }
  }

  // another encoding has no place for some names, and fails at the first of them
  private static void requireUtf8(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet encoding = statement.executeQuery("SHOW server_encoding")) {
      encoding.next();
      if (!encoding.getString(1).equals("UTF8")) {
        throw new InvalidConfiguration(
            DATABASE,
            "names a database with the encoding %s, but it must have UTF8"
                .formatted(encoding.getString(1)));
      }
    }
  }

  /// Fails at once on errors that a retry does not solve (PostgreSQL, appendix A).
  private static void abortOn(String state) {
    if (state.startsWith("28") || state.equals("08004")) {
      throw new InvalidConfiguration(
          USERNAME, "and its password (QUARKUS_DATASOURCE_PASSWORD) are rejected by the database");
    }
    if (state.equals("3D000")) {
      throw new InvalidConfiguration(
          DATABASE, "names a database that does not exist on its server");
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
    if (needed(config, secret).length() < MIN_SECRET_LENGTH) {
      throw new InvalidConfiguration(
          secret,
          "must have at least %d characters, since it also encrypts sessions"
              .formatted(MIN_SECRET_LENGTH));
    }
  }

  private static void identityProvider(SmallRyeConfig config) {
    String property = "quarkus.oidc.auth-server-url";
    try {
      URI _ = new WebUrls.Page().convert(needed(config, property));
    } catch (IllegalArgumentException invalid) {
      throw new InvalidConfiguration(property, String.valueOf(invalid.getMessage()));
    }
  }

  // without a free descriptor the service accepts nothing, and cannot reach the database either
  private static void fileDescriptors(SmallRyeConfig config) {
    int connections =
        config.getOptionalValue(MAX_CONNECTIONS, Integer.class).orElse(Integer.MAX_VALUE);
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
        && system.getMaxFileDescriptorCount() - OTHER_DESCRIPTORS < connections) {
      throw new InvalidConfiguration(
          MAX_CONNECTIONS,
          "is %d, but the process may open only %d files, and needs %d of them for other purposes"
              .formatted(connections, system.getMaxFileDescriptorCount(), OTHER_DESCRIPTORS));
    }
  }

  private static void port(SmallRyeConfig config, String property, int min) {
    Optional<String> value = value(config, property);
    if (value.isEmpty()) {
      return;
    }
    boolean number = value.get().matches("[0-9]{1,5}");
    if (!number || Integer.parseInt(value.get()) < min || Integer.parseInt(value.get()) > 65535) {
      throw new InvalidConfiguration(property, "must be a port number");
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
