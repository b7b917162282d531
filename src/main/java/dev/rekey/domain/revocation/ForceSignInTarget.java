package dev.rekey.domain.revocation;

import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.store.StoreId;
import java.util.Set;
import java.util.stream.Collectors;

/// The customers of a force sign-in job.
public sealed interface ForceSignInTarget {
  /// A fingerprint that is equal for the same customers in any order.
  Digest fingerprint();

  /// A list of customers, which may not exist.
  record Listed(Set<CustomerId> customers) implements ForceSignInTarget {
    public Listed {
      if (customers.isEmpty()) {
        throw new IllegalArgumentException("The list of customers is empty");
      }
      customers = Set.copyOf(customers);
    }

    @Override
    public Digest fingerprint() {
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
    public Digest fingerprint() {
      return Digest.of("store " + store);
    }
  }
}
