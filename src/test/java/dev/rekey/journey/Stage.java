package dev.rekey.journey;

import dev.rekey.local.Database;
import dev.rekey.local.DemoData;
import dev.rekey.local.DemoData.DemoCustomer;
import dev.rekey.local.IdentityProvider;
import dev.rekey.local.Mailbox;
import dev.rekey.local.MailboxWindow;
import dev.rekey.local.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Where all journeys take place: the local stack with the packaged service, and a Chromium. It is
/// started once, by the first journey.
final class Stage implements AutoCloseable {

  /// Its pages are on, and nobody on the way waits because others were there before; what one
  /// address may ask for is limited as ever.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "REKEY_PAGES_STOREFRONT", "true",
          "REKEY_PAGES_ADMINISTRATION", "true",
          "REKEY_MIN_INTERVAL", "PT0S",
          "REKEY_MAX_REQUESTS_PER_HOUR_PER_IP", "0");

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private final AtomicInteger customers = new AtomicInteger();
  private final Chromium chromium;
  private final Mailbox mailbox;
  private final Database database;
  private final MailboxWindow window;
  private final IdentityProvider identityProvider;
  private final Service service;

  Stage() {
    try {
      // first, since it is what may be missing
      chromium = own(Chromium.start());
      database = own(Database.start(Database.Settings.fast("journey")));
      mailbox = own(Mailbox.start());
      window = own(MailboxWindow.open(mailbox, 0));
      identityProvider = own(IdentityProvider.start());
      Map<String, String> environment =
          new LinkedHashMap<>(
              Service.testEnvironment(freePort(), database, mailbox, identityProvider));
      environment.putAll(SETTINGS);
      service = own(Service.start("journey", environment));
      DemoData.provision(service.baseUri(), administrator());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  Chromium chromium() {
    return chromium;
  }

  URI service() {
    return service.baseUri();
  }

  Mailbox mailbox() {
    return mailbox;
  }

  URI mailboxPage() {
    return window.uri();
  }

  IdentityProvider identityProvider() {
    return identityProvider;
  }

  /// The hosts that a page may load from.
  List<String> hosts() {
    return List.of(
        service().getAuthority(),
        mailboxPage().getAuthority(),
        identityProvider.issuer().getAuthority());
  }

  /// A new customer of the store `default`, with [DemoData#PASSWORD] and a token for each
  /// integration.
  DemoCustomer customer(String name, Locale language, String... integrations) {
    int number = customers.incrementAndGet();
    DemoCustomer customer =
        new DemoCustomer(
            "journey-" + number,
            name,
            "journey-%d@example.com".formatted(number),
            language.toLanguageTag(),
            List.of(integrations));
    DemoData.provision(service(), administrator(), List.of(customer));
    return customer;
  }

  /// Lets time pass for all links of a customer, until they have expired.
  void expireLinks(DemoCustomer customer) {
    try (Connection connection = database.connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "UPDATE reset_tokens SET created_at = created_at - interval '25 hours',"
                    + " expires_at = expires_at - interval '25 hours' WHERE customer_id = ?")) {
      statement.setString(1, customer.id());
      if (statement.executeUpdate() == 0) {
        throw new IllegalStateException("There is no link");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Has the database away while `meanwhile` runs, and the service ready again afterwards.
  void withoutDatabase(Runnable meanwhile) {
    database.killHard();
    try {
      meanwhile.run();
    } finally {
      database.startAgain();
      service.awaitReady();
    }
  }

  /// A bearer token of somebody who may do everything.
  String administrator() {
    return identityProvider.token("journey", "store-admin");
  }

  @Override
  public void close() {
    for (AutoCloseable next = started.poll(); next != null; next = started.poll()) {
      try {
        next.close();
      } catch (Exception e) {
        System.err.println("Not stopped cleanly: " + e);
      }
    }
  }

  private <T extends AutoCloseable> T own(T closeable) {
    started.push(closeable);
    return closeable;
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
