package dev.rekey.application;

import dev.rekey.application.port.Customers;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import java.util.Optional;

/// An administrator looks at one customer.
public final class ReadCustomer {
  private final Customers customers;

  public ReadCustomer(Customers customers) {
    this.customers = customers;
  }

  /// The customer, where there is one.
  public Optional<Customer> read(CustomerId id) {
    return customers.find(id);
  }
}
