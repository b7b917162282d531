package dev.rekey.journey;

import dev.rekey.local.mailbox.Mailbox;
import dev.rekey.local.stack.DemoData.DemoCustomer;
import dev.rekey.local.stack.IdentityProvider;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/// Gives a test its visitors, and fails it if a page did to one of them what no page may do:
///
/// ```java
/// @RegisterExtension final Journey journey = new Journey();
///
/// @Test
/// void aCustomerSignsIn() {
///   Visitor sven = journey.visitor(Visit.in("sv").narrow());
///   sven.open(journey.service().resolve("/sign-in"));
///   sven.seesAGoodPage("sign-in");
/// ```
final class Journey implements BeforeEachCallback, AfterEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(Journey.class);

  private final List<Visitor> visitors = new ArrayList<>();
  private @Nullable JourneyEnvironment journeyEnvironment;

  @Override
  public void beforeEach(ExtensionContext context) {
    journeyEnvironment =
        context
            .getRoot()
            .getStore(NAMESPACE)
            .computeIfAbsent(
                JourneyEnvironment.class, _ -> new JourneyEnvironment(), JourneyEnvironment.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    boolean failed = context.getExecutionException().isPresent();
    List<String> faults = new ArrayList<>();
    for (Visitor visitor : visitors) {
      if (failed) {
        visitor.lastLook(context.getRequiredTestMethod().getName());
      }
      faults.addAll(visitor.leave());
    }
    visitors.clear();
    if (!faults.isEmpty()) {
      throw new AssertionError(String.join("\n", faults));
    }
  }

  /// Somebody new, with a browser that knows nothing yet.
  Visitor visitor(Visit visit) {
    Visitor visitor = new Visitor(journeyEnvironment(), visit);
    visitors.add(visitor);
    return visitor;
  }

  /// Has somebody leave before the end who is to have met faults.
  List<String> faultsOf(Visitor visitor) {
    visitors.remove(visitor);
    return visitor.leave();
  }

  /// Where the service is.
  URI service() {
    return journeyEnvironment().service();
  }

  Mailbox mailbox() {
    return journeyEnvironment().mailbox();
  }

  /// Where people look at [#mailbox].
  URI mailboxPage() {
    return journeyEnvironment().mailboxPage();
  }

  IdentityProvider identityProvider() {
    return journeyEnvironment().identityProvider();
  }

  /// A bearer token of somebody who may do everything.
  String administrator() {
    return journeyEnvironment().administrator();
  }

  /// A customer that nobody else has met.
  DemoCustomer customer(String name, Locale language, String... integrations) {
    return journeyEnvironment().customer(name, language, integrations);
  }

  /// Lets time pass for all links of a customer, until they have expired.
  void expireLinks(DemoCustomer customer) {
    journeyEnvironment().expireLinks(customer);
  }

  /// Has the database away while `meanwhile` runs, and the service ready again afterwards.
  void withoutDatabase(Runnable meanwhile) {
    journeyEnvironment().withoutDatabase(meanwhile);
  }

  private JourneyEnvironment journeyEnvironment() {
    if (journeyEnvironment == null) {
      throw new IllegalStateException("Only within a test");
    }
    return journeyEnvironment;
  }
}
