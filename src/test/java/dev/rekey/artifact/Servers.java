package dev.rekey.artifact;

import dev.rekey.local.Database;
import dev.rekey.local.IdentityProvider;
import dev.rekey.local.Mailbox;
import dev.rekey.local.Service;
import java.util.Map;

/// What the artifact needs around it.
record Servers(Database database, Mailbox mailbox, IdentityProvider identityProvider)
    implements AutoCloseable {

  static Servers start(String name) {
    return new Servers(
        Database.start(Database.Settings.fast(name)), Mailbox.start(), IdentityProvider.start());
  }

  /// The configuration of a service in front of these, with `settings` on top.
  Map<String, String> environment(Map<String, String> settings) {
    Map<String, String> environment =
        Service.testEnvironment(Start.freePort(), database, mailbox, identityProvider);
    environment.putAll(settings);
    return environment;
  }

  Service service(String name, Map<String, String> settings) {
    return Service.start(name, environment(settings));
  }

  Client client(Service service) {
    return new Client(service.baseUri(), identityProvider.token("it", "store-admin"));
  }

  @Override
  public void close() {
    identityProvider.close();
    mailbox.close();
    database.close();
  }
}
