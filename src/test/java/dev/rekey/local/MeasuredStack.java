package dev.rekey.local;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What a measurement runs on: PostgreSQL, a mail server that only counts, an identity provider,
/// and the settings of a packaged service in front of them, which may be changed before it is
/// started.
final class MeasuredStack implements AutoCloseable {
  private final String name;
  private final Database database;
  private final SmtpSink sink = SmtpSink.start();
  private final Mailbox unused = Mailbox.start();
  private final IdentityProvider identityProvider = IdentityProvider.start();
  private final Map<String, String> settings;

  private MeasuredStack(Database.Settings database) {
    this.name = database.name();
    Logger.getLogger("").setLevel(Level.WARNING);
    Workspace.delete(Workspace.log(name));
    this.database = Database.start(database);
    settings =
        new LinkedHashMap<>(
            Service.environment(Workspace.freePort(), this.database, unused, identityProvider));
    settings.put("QUARKUS_MAILER_PORT", Integer.toString(sink.port()));
  }

  static MeasuredStack start(Database.Settings database) {
    return new MeasuredStack(database);
  }

  MeasuredStack with(String variable, String value) {
    settings.put(variable, value);
    return this;
  }

  Service startService() {
    return Service.startAsInProduction(name, settings);
  }

  Database database() {
    return database;
  }

  SmtpSink sink() {
    return sink;
  }

  /// The token of an administrator with all rights.
  String administrator(String subject) {
    return identityProvider.token(subject, "store-admin");
  }

  @Override
  public void close() {
    identityProvider.close();
    unused.close();
    sink.close();
    database.close();
  }
}
