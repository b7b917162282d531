package dev.rekey.adapter.in.web.storefront;

import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.EmailAddress;

/// The account data that a customer sees.
///
/// @param name empty if the shop provides none
/// @param email mail address of the account
public record AccountView(String name, String email) {
  static AccountView of(Customer customer) {
    String name = customer.name();
    EmailAddress email = customer.email();
    return new AccountView(name == null ? "" : name, email == null ? "" : email.value());
  }
}
