package dev.rekey.fake;

import dev.rekey.application.port.customer.CustomerRegistry;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.domain.Actor;
import dev.rekey.domain.Digest;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.store.StoreId;
import dev.rekey.fake.InMemoryStore.Account;
import dev.rekey.fake.InMemoryStore.Failures;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Accounts in memory.
public final class InMemoryCustomers implements Customers, CustomerRegistry {
  private final InMemoryStore store;

  public InMemoryCustomers(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public Optional<Customer> find(CustomerId id) {
    return store.with(state -> read(state, id));
  }

  @Override
  public Optional<Customer> findLocal(CustomerId id) {
    return find(id);
  }

  @Override
  public boolean createPlaceholder(CustomerId id) {
    return false;
  }

  @Override
  public Optional<Customer> lock(CustomerId id) {
    return store.withinUnit(state -> read(state, id));
  }

  @Override
  public Map<ResetRequest, Customer> findFor(List<ResetRequest> requests) {
    return store.with(state -> {
      Map<ResetRequest, Customer> found = new HashMap<>();
      for (ResetRequest request : requests) {
        Optional<Customer> customer =
            switch (request) {
              case ResetRequest.ByVisitor visitor -> findByEmail(visitor.store(), visitor.email());
              case ResetRequest.ByAdministrator administrator ->
                  read(state, administrator.customer());
              case ResetRequest.AfterDispute dispute -> read(state, dispute.customer());
            };
        customer.ifPresent(one -> found.put(request, one));
      }
      return found;
    });
  }

  Optional<Customer> findByEmail(StoreId store, Digest email) {
    return withEmail(email).stream().filter(one -> one.store().equals(store)).findFirst();
  }

  @Override
  public List<Customer> findByEmail(EmailAddress email) {
    return withEmail(email.digest());
  }

  private List<Customer> withEmail(Digest email) {
    return store.with(
        state -> all(state).stream().filter(one -> Objects.equals(email, digest(one))).toList());
  }

  @Override
  public List<Customer> page(
      @Nullable String query, @Nullable StoreId ofStore, @Nullable Position after, int most) {
    return store.with(state ->
        all(state).stream()
            .filter(one -> query == null || text(one).contains(query.toLowerCase(Locale.ROOT)))
            .filter(one -> ofStore == null || one.store().equals(ofStore))
            .filter(one -> after == null || one.id().value().compareTo(after.last().value()) > 0)
            .limit(most)
            .toList());
  }

  @Override
  public Stored store(CustomerId id, CustomerProfile profile) {
    return store.with(state -> {
      boolean taken =
          state.accounts.values().stream()
              .map(Account::customer)
              .anyMatch(one ->
                  !one.id().equals(id)
                      && one.store().equals(profile.store())
                      && profile.email() != null
                      && Objects.equals(profile.email(), one.email()));
      if (taken) {
        return Stored.EMAIL_TAKEN;
      }
      Account before = state.accounts.get(id);
      Instant now = store.now();
      if (before == null) {
        state.accounts.put(
            id, new Account(customer(id, profile, 1, 1, false, null, now, now), null));
        return Stored.CREATED;
      }
      Customer old = before.customer();
      boolean moved = !Objects.equals(old.email(), profile.email());
      boolean disabled = old.active() && profile.status() == Customer.Status.DISABLED;
      long linkVersion = old.linkVersion() + (moved || disabled ? 1 : 0);
      if (moved) {
        state.disputableFrom.put(id, linkVersion);
      }
      Customer changed =
          customer(
              id,
              profile,
              linkVersion,
              old.signInVersion(),
              old.hasOAuthTokens(),
              old.tokensValidFrom(),
              old.createdAt(),
              now);
      state.accounts.put(id, new Account(changed, before.hash()));
      return Stored.REPLACED;
    });
  }

  @Override
  public boolean erase(CustomerId id) {
    return store.with(state -> {
      state.disputes.values().removeIf(one -> one.customer().equals(id));
      state.disputableFrom.remove(id);
      state.devices.values().removeIf(one -> one.customer().equals(id));
      state.links.values().removeIf(link -> link.customer().equals(id));
      state.tokens.values().removeIf(issued -> issued.token().customer().equals(id));
      state.remoteRevocations.values().removeIf(one -> one.due().customer().equals(id));
      state.events.replaceAll(stored ->
          new dev.rekey.application.port.AuditTrail.Stored(
              stored.id(),
              id.equals(stored.event().customer()) ? placeless(stored.event()) : stored.event()));
      return state.accounts.remove(id) != null;
    });
  }

  private static AuditEvent placeless(AuditEvent event) {
    Actor actor = event.origin();
    return new AuditEvent(
        event.type(),
        event.customer(),
        event.at(),
        new Actor(actor.kind(), actor.id(), null),
        event.outcome(),
        event.count(),
        event.means(),
        event.tokenStore(),
        event.stream());
  }

  private List<Customer> all(InMemoryStore.State state) {
    return state.accounts.keySet().stream().flatMap(id -> read(state, id).stream()).toList();
  }

  private Optional<Customer> read(InMemoryStore.State state, CustomerId id) {
    return Optional.ofNullable(state.accounts.get(id)).map(account -> asOfNow(state, account));
  }

  private Customer asOfNow(InMemoryStore.State state, Account account) {
    Customer one = account.customer();
    Digest email = digest(one);
    Failures failures =
        email == null ? null : state.failures.get(new InMemoryStore.Address(one.store(), email));
    Instant until = failures == null ? null : failures.lockedUntil();
    return new Customer(
        one.id(),
        one.store(),
        one.email(),
        one.name(),
        one.locale(),
        one.status(),
        account.hash() != null,
        one.linkVersion(),
        one.signInVersion(),
        one.hasOAuthTokens(),
        one.tokensValidFrom(),
        until != null && until.isAfter(store.now()) ? until : null,
        one.createdAt(),
        one.updatedAt());
  }

  private static Customer customer(
      CustomerId id,
      CustomerProfile profile,
      long linkVersion,
      long signInVersion,
      boolean hasOAuthTokens,
      @Nullable Instant tokensValidFrom,
      Instant createdAt,
      Instant updatedAt) {
    return new Customer(
        id,
        profile.store(),
        profile.email(),
        profile.name(),
        profile.locale(),
        profile.status(),
        false,
        linkVersion,
        signInVersion,
        hasOAuthTokens,
        tokensValidFrom,
        null,
        createdAt,
        updatedAt);
  }

  private static String text(Customer one) {
    String name = one.name() == null ? "" : one.name();
    EmailAddress email = one.email();
    return (one.id() + " " + name + " " + (email == null ? "" : email.value()))
        .toLowerCase(Locale.ROOT);
  }

  private static @Nullable Digest digest(Customer one) {
    EmailAddress email = one.email();
    return email == null ? null : email.digest();
  }
}
