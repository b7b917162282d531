package dev.rekey.adapter.out.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
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

/// The settings: the configured defaults, with the overrides of the table `settings` on top.
///
/// Every replica reads the one row every second, so that a change holds everywhere well within five
/// seconds and the request path reads nothing. With it comes what time it is (see [PostgresClock]).
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

  // before anything asks what time it is
  void start(@Observes @Priority(Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event) {
    refresh();
    ScheduledFuture<?> _ = refresher.scheduleWithFixedDelay(this::refresh, 1, 1, TimeUnit.SECONDS);
  }

  void stop(@Observes ShutdownEvent event) {
    refresher.shutdownNow();
  }

  /// Reads the overrides again. While the database is out of reach the settings stay as they were.
  void refresh() {
    long seen = changes;
    try {
      long asked = System.nanoTime();
      Stored stored = database.queryOne(READ, PostgresSettings::stored).orElseThrow();
      clock.read(stored.at, asked, System.nanoTime());
      apply(stored.overrides, seen);
    } catch (RuntimeException outage) {
      LOG.debug("Settings were not read again", outage);
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

  // so that this replica answers with them at once; what was stored is read again anyway
  private synchronized void changed(ServiceSettings settings) {
    current = settings;
    read = null;
    changes++;
  }

  private synchronized void apply(String overrides, long seen) {
    // what was read before this replica made a change may be older than the change
    if (seen != changes || overrides.equals(read)) {
      return;
    }
    try {
      current = effective(parse(overrides));
      read = overrides;
    } catch (ServiceSettings.InvalidSetting invalid) {
      // the defaults may have changed so that an older override no longer goes with them
      LOG.errorf(
          "The stored setting %s does not fit; settings stay as they were",
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
