package dev.rekey.domain.revocation;

import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.StoreId;
import java.util.Set;
import java.util.stream.Collectors;

/// Whom a force sign-in of many is for.
public sealed interface ForceSignInTarget {
  /// What tells two targets apart: equal for the same customers in whatever order.
  Digest meaning();

  /// These customers, whether they exist or not.
  record Listed(Set<CustomerId> customers) implements ForceSignInTarget {
    public Listed {
      if (customers.isEmpty()) {
        throw new IllegalArgumentException("A list without customers");
      }
      customers = Set.copyOf(customers);
    }

    @Override
    public Digest meaning() {
      return Digest.of(
          customers.stream()
              .map(CustomerId::value)
              .sorted()
              .collect(Collectors.joining(" ", "customers ", "")));
    }
  }

  /// Every customer of this store.
  record WholeStore(StoreId store) implements ForceSignInTarget {
    @Override
    public Digest meaning() {
      return Digest.of("store " + store);
    }
  }
}
