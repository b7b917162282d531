package dev.rekey.adapter.out.postgres.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekey.adapter.out.postgres.Database;
import dev.rekey.adapter.out.postgres.PostgresClock;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.settings.Setting;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Provides the settings: the configured defaults with the overrides of the table `settings`.
///
/// Every replica polls the row once a second, so that a change takes effect on all replicas within
/// 5 s and requests need no query. The same poll reads the database time (see [PostgresClock]).
/// SQL, because a row class would be as long.
@ApplicationScoped
class PostgresSettings implements SettingsStore {
  private static final Logger LOG = Logger.getLogger(PostgresSettings.class);
  private static final String READ = "SELECT overrides, clock_timestamp() FROM settings";
  private static final TypeReference<Map<String, String>> OVERRIDES = new TypeReference<>() {};

  private final ScheduledExecutorService refresher =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("settings").daemon().factory());
  private final ServiceSettings defaults;
  private final Database database;
  private final ObjectMapper json;
  private final PostgresClock clock;
  private volatile ServiceSettings current;
  private volatile @Nullable String read;
  private volatile long changes;

  PostgresSettings(
      ServiceSettings defaults, Database database, ObjectMapper json, PostgresClock clock) {
    this.defaults = defaults;
    this.database = database;
    this.json = json;
    this.clock = clock;
    this.current = defaults;
  }

  @Override
  public ServiceSettings current() {
    return current;
  }

  // Runs before any other observer needs the database time.
  void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
    refresh();
    ScheduledFuture<?> _ = refresher.scheduleWithFixedDelay(this::refresh, 1, 1, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    refresher.shutdownNow();
  }

  /// Refreshes the overrides. During a database outage the settings stay unchanged.
  void refresh() {
    long seen = changes;
    try {
      long asked = System.nanoTime();
      Stored stored = database.queryOne(READ, PostgresSettings::stored).orElseThrow();
      clock.read(stored.at, asked, System.nanoTime());
      apply(stored.overrides, seen);
    } catch (RuntimeException outage) {
      LOG.debug("Settings could not be refreshed", outage);
    }
  }

  @Override
  public ServiceSettings change(Map<Setting, Optional<String>> wanted) {
    String stored =
        database
            .queryOne("SELECT overrides FROM settings FOR UPDATE", row -> row.getString(1))
            .orElseThrow();
    Map<String, String> overrides = new TreeMap<>(parse(stored));
    wanted.forEach((setting, value) ->
        value.ifPresentOrElse(
            text -> overrides.put(setting.text(), text), () -> overrides.remove(setting.text())));
    ServiceSettings changed = effective(overrides);
    database.update("UPDATE settings SET overrides = ?::jsonb", write(overrides));
    database.afterCommit(() -> changed(changed));
    return changed;
  }

  // This replica applies its own change at once; the next poll reads it again.
  private synchronized void changed(ServiceSettings settings) {
    current = settings;
    read = null;
    changes++;
  }

  private synchronized void apply(String overrides, long seen) {
    // a value that was read before a local change may be older than the change
    if (seen != changes || overrides.equals(read)) {
      return;
    }
    try {
      current = effective(parse(overrides));
      read = overrides;
    } catch (ServiceSettings.InvalidSetting invalid) {
      // new defaults may conflict with a stored override
      LOG.errorf(
          "The stored setting %s is invalid; the settings stay unchanged",
          invalid.setting().text());
    }
  }

  private ServiceSettings effective(Map<String, String> overrides) {
    Map<Setting, String> known = new EnumMap<>(Setting.class);
    overrides.forEach(
        (name, value) -> Setting.named(name).ifPresent(setting -> known.put(setting, value)));
    return defaults.with(known);
  }

  private Map<String, String> parse(String overrides) {
    try {
      return json.readValue(overrides, OVERRIDES);
    } catch (JsonProcessingException notOurs) {
      throw new IllegalStateException("settings.overrides", notOurs);
    }
  }

  private String write(Map<String, String> overrides) {
    try {
      return json.writeValueAsString(overrides);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(row.getString(1), row.getTimestamp(2).toInstant());
  }

  private record Stored(String overrides, Instant at) {}
}
