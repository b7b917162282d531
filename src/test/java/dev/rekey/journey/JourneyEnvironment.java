package dev.rekey.journey;

import dev.rekey.local.mailbox.Mailbox;
import dev.rekey.local.mailbox.MailboxServer;
import dev.rekey.local.stack.DemoData;
import dev.rekey.local.stack.DemoData.DemoCustomer;
import dev.rekey.local.stack.IdentityProvider;
import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.TestStack;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Where all journeys take place: the local stack with the packaged service, and a Chromium. It is
/// started once, by the first journey.
final class JourneyEnvironment implements AutoCloseable {

  /// Its pages are on, and nobody on the way waits because others were there before; what one
  /// address may ask for is limited as ever.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "REKEY_PAGES_STOREFRONT", "true",
          "REKEY_PAGES_ADMINISTRATION", "true",
          "REKEY_MIN_INTERVAL", "PT0S",
          "REKEY_MAX_REQUESTS_PER_HOUR_PER_IP", "0",
          "REKEY_MAX_SIGN_IN_FAILURES_PER_HOUR_PER_IP", "0",
          "REKEY_MAX_MAILS_PER_HOUR", "0");

  private final AtomicInteger customers = new AtomicInteger();
  private final TestStack stack = TestStack.of("journey");
  private final Chromium chromium;
  private final MailboxServer window;
  private final Service service;

  JourneyEnvironment() {
    try {
      // first, since it is what may be missing
      chromium = stack.own(Chromium.start());
      stack.start();
      window = stack.own(MailboxServer.open(stack.mailbox(), 0));
      service = stack.service("journey", SETTINGS);
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
    return stack.mailbox();
  }

  URI mailboxPage() {
    return window.uri();
  }

  IdentityProvider identityProvider() {
    return stack.identityProvider();
  }

  /// The hosts that a page may load from.
  List<String> hosts() {
    return List.of(
        service().getAuthority(),
        mailboxPage().getAuthority(),
        identityProvider().issuer().getAuthority());
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
    try (Connection connection = stack.database().connect();
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
    stack.database().killHard();
    try {
      meanwhile.run();
    } finally {
      stack.database().startAgain();
      service.awaitReady();
    }
  }

  /// A bearer token of somebody who may do everything.
  String administrator() {
    return stack.administrator("journey");
  }

  @Override
  public void close() {
    stack.close();
  }
}
