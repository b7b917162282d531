package dev.rekey.application.customer;

import dev.rekey.application.port.customer.Customers;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.store.StoreId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Searches customers for an administrator.
public final class FindCustomers {
  private final Customers customers;

  public FindCustomers(Customers customers) {
    this.customers = customers;
  }

  /// Returns a page of customers. A whole email address matches exactly its accounts. Any other
  /// text such as `maria@example` matches parts of id, name and email.
  ///
  /// @param query null matches all
  /// @param store null matches all stores
  /// @param after the end of the previous page; null for the first page
  /// @param most the page size
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
