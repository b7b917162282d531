package dev.rekey.fake;

import dev.rekey.application.port.password.PasswordDisputes;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.fake.InMemoryStore.Dispute;
import java.time.Duration;
import java.util.Optional;

/// Links of notices in memory.
public final class InMemoryPasswordDisputes implements PasswordDisputes {
  private final InMemoryStore store;

  public InMemoryPasswordDisputes(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public long changing(CustomerId customer, boolean settling) {
    return store.withinUnit(state -> {
      InMemoryStore.Account account = state.accounts.get(customer);
      if (account == null) {
        throw new IllegalStateException("No customer whose password could have changed");
      }
      long change = account.customer().linkVersion() + 1;
      if (settling) {
        state.disputableFrom.put(customer, change);
      }
      return change;
    });
  }

  @Override
  public boolean store(Digest token, CustomerId customer, long change, Duration lifetime) {
    return store.with(state -> {
      if (!state.accounts.containsKey(customer) || change < from(state, customer)) {
        return false;
      }
      state.disputes.put(token, new Dispute(customer, change, store.now().plus(lifetime), false));
      return true;
    });
  }

  @Override
  public Optional<Found> find(Digest token) {
    return store.with(state ->
        Optional.ofNullable(state.disputes.get(token))
            .map(one -> new Found(one.customer(), stateOf(state, one))));
  }

  @Override
  public boolean consume(Digest token) {
    return store.withinUnit(state -> {
      Dispute one = state.disputes.get(token);
      if (one == null || stateOf(state, one) != State.USABLE) {
        return false;
      }
      state.disputes.put(token, new Dispute(one.customer(), one.change(), one.expiresAt(), true));
      return true;
    });
  }

  @Override
  public boolean countRefusal(Digest token, int most) {
    return store.with(state -> {
      int before = state.refusals.getOrDefault(token, 0);
      if (!state.disputes.containsKey(token) || before >= most) {
        return false;
      }
      state.refusals.put(token, before + 1);
      return true;
    });
  }

  private State stateOf(InMemoryStore.State state, Dispute one) {
    if (one.used() || one.change() < from(state, one.customer())) {
      return State.USED;
    }
    return store.now().isBefore(one.expiresAt()) ? State.USABLE : State.EXPIRED;
  }

  private static long from(InMemoryStore.State state, CustomerId customer) {
    return state.disputableFrom.getOrDefault(customer, 1L);
  }
}
