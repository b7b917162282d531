package dev.rekey.application;

import dev.rekey.application.port.Customers;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.customer.StoreId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An administrator looks for customers.
public final class FindCustomers {
  private final Customers customers;

  public FindCustomers(Customers customers) {
    this.customers = customers;
  }

  /// A page of customers. A whole e-mail address finds exactly its accounts; anything else,
  /// `maria@example` among it, finds parts of id, name and e-mail.
  ///
  /// @param query null finds all
  /// @param store null finds those of all stores
  /// @param after where the page before ended
  /// @param most the length of the page
  public List<Customer> find(
      @Nullable String query,
      @Nullable StoreId store,
      Customers.@Nullable Position after,
      int most) {
    Optional<EmailAddress> whole =
        Optional.ofNullable(query)
            .filter(text -> text.lastIndexOf('.') > text.indexOf('@'))
            .flatMap(EmailAddress::parse);
    if (whole.isEmpty()) {
      return customers.page(query, store, after, most);
    }
    return customers.findByEmail(whole.get()).stream()
        .filter(customer -> store == null || customer.store().equals(store))
        .filter(
            customer -> after == null || customer.id().value().compareTo(after.last().value()) > 0)
        .sorted(Comparator.comparing(customer -> customer.id().value()))
        .limit(most)
        .toList();
  }
}
