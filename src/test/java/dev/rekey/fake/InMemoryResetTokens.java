package dev.rekey.fake;

import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.reset.ResetTokens;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.reset.ResetLink;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Links in memory.
public final class InMemoryResetTokens implements ResetTokens {
  private final InMemoryStore store;
  private final Customers customers;

  public InMemoryResetTokens(InMemoryStore store) {
    this.store = store;
    this.customers = new InMemoryCustomers(store);
  }

  @Override
  public Set<Digest> store(List<NewLink> links, Duration lifetime) {
    return store.with(state -> {
      Set<Digest> stored = new HashSet<>();
      Instant now = store.now();
      for (NewLink link : links) {
        Customer customer = customers.find(link.customer()).orElse(null);
        if (customer != null && customer.active() && customer.linkVersion() == link.linkVersion()) {
          state.links.put(
              link.token(),
              new ResetLink(link.customer(), link.linkVersion(), now, now.plus(lifetime), null));
          stored.add(link.token());
        }
      }
      return stored;
    });
  }

  @Override
  public Optional<Found> find(Digest token) {
    return store.with(state ->
        Optional.ofNullable(state.links.get(token))
            .flatMap(link ->
                customers
                    .find(link.customer())
                    .map(customer -> new Found(link, customer, store.now()))));
  }

  @Override
  public boolean countRefusal(Digest token, int most) {
    return store.with(state -> {
      int before = state.refusals.getOrDefault(token, 0);
      if (!state.links.containsKey(token) || before >= most) {
        return false;
      }
      state.refusals.put(token, before + 1);
      return true;
    });
  }

  @Override
  public boolean consume(Digest token, long linkVersion) {
    return store.withinUnit(state -> {
      ResetLink link = state.links.get(token);
      if (link == null || link.state(linkVersion, store.now()) != ResetLink.State.USABLE) {
        return false;
      }
      state.links.put(
          token,
          new ResetLink(
              link.customer(),
              link.linkVersion(),
              link.createdAt(),
              link.expiresAt(),
              store.now()));
      return true;
    });
  }
}
