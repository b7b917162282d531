package dev.rekey.adapter.in.web.storefront;

import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.EmailAddress;

/// What a customer is shown of the account.
///
/// @param name empty where the shop never said
/// @param email where mail goes
public record AccountView(String name, String email) {
  static AccountView of(Customer customer) {
    String name = customer.name();
    EmailAddress email = customer.email();
    return new AccountView(name == null ? "" : name, email == null ? "" : email.value());
  }
}
