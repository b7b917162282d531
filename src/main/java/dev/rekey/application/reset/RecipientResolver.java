package dev.rekey.application.reset;

import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.TokenGenerator;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.reset.ResetOutbox.Due;
import dev.rekey.application.port.reset.ResetTokens;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.reset.ResetLink;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.reset.ResetToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Resolves the recipients of claimed reset requests and creates their links. A request that cannot
/// be looked up does not delay the others.
public final class RecipientResolver {
  /// Failures in a row that indicate an outage and not a single bad request.
  private static final int MAX_FAILURES_IN_A_ROW = 3;

  private final Customers customers;
  private final ResetTokens tokens;
  private final TokenGenerator tokenGenerator;
  private final SettingsStore settings;
  private final InstantSource clock;

  public RecipientResolver(
      Customers customers,
      ResetTokens tokens,
      TokenGenerator tokenGenerator,
      SettingsStore settings,
      InstantSource clock) {
    this.customers = customers;
    this.tokens = tokens;
    this.tokenGenerator = tokenGenerator;
    this.settings = settings;
    this.clock = clock;
  }

  /// Resolves each request.
  ///
  /// @throws TemporarilyUnavailable if no request can be looked up
  List<Resolved> resolve(List<Due> due) {
    Map<ResetRequest, Optional<Customer>> found = find(due.stream().map(Due::request).toList());
    Duration lifetime = settings.current().linkLifetime();
    List<Resolved> all = new ArrayList<>(due.size());
    List<ResetTokens.NewLink> links = new ArrayList<>(due.size());
    for (Due one : due) {
      Optional<Customer> known = found.get(one.request());
      Customer customer = known == null ? null : known.orElse(null);
      if (known == null) {
        all.add(new Resolved.Failed(one));
      } else if (customer == null || !customer.active() || customer.email() == null) {
        all.add(new Resolved.NoAccount(one, customer));
      } else {
        ResetToken token = new ResetToken(tokenGenerator.next());
        links.add(new ResetTokens.NewLink(token.digest(), customer.id(), customer.linkVersion()));
        Instant now = clock.instant();
        ResetLink link =
            new ResetLink(customer.id(), customer.linkVersion(), now, now.plus(lifetime), null);
        all.add(new Resolved.Recipient(one, customer, token, link));
      }
    }
    Set<Digest> stored = links.isEmpty() ? Set.of() : tokens.store(links, lifetime);
    all.replaceAll(one ->
        one instanceof Resolved.Recipient recipient && !stored.contains(recipient.token.digest())
            ? new Resolved.Changed(recipient.due)
            : one);
    return all;
  }

  // a request without an entry has to be looked up later
  private Map<ResetRequest, Optional<Customer>> find(List<ResetRequest> requests) {
    try {
      return findAll(requests);
    } catch (TemporarilyUnavailable ofOneOrAll) {
      Map<ResetRequest, Optional<Customer>> found = findOneByOne(requests);
      if (found.isEmpty()) {
        throw ofOneOrAll;
      }
      return found;
    }
  }

  private Map<ResetRequest, Optional<Customer>> findOneByOne(List<ResetRequest> requests) {
    Map<ResetRequest, Optional<Customer>> found = new HashMap<>();
    int failures = 0;
    for (ResetRequest one : requests) {
      try {
        found.putAll(findAll(List.of(one)));
        failures = 0;
      } catch (TemporarilyUnavailable again) {
        failures++;
      }
      if (failures == MAX_FAILURES_IN_A_ROW) {
        break;
      }
    }
    return found;
  }

  private Map<ResetRequest, Optional<Customer>> findAll(List<ResetRequest> requests) {
    Map<ResetRequest, Customer> known = customers.findFor(requests);
    Map<ResetRequest, Optional<Customer>> found = new HashMap<>();
    requests.forEach(one -> found.put(one, Optional.ofNullable(known.get(one))));
    return found;
  }

  /// The result for one request.
  sealed interface Resolved {
    /// A mail has to be sent with this link.
    record Recipient(Due due, Customer customer, ResetToken token, ResetLink link)
        implements Resolved {}

    /// No mail is sent: the account does not exist, is disabled or has no email address.
    record NoAccount(Due due, @Nullable Customer customer) implements Resolved {}

    /// The look-up failed and has to be repeated after a delay.
    record Failed(Due due) implements Resolved {}

    /// The customer changed between the look-up and the insert of the link. The look-up has to be
    /// repeated at once.
    record Changed(Due due) implements Resolved {}
  }
}
