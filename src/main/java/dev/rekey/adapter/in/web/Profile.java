package dev.rekey.adapter.in.web;

import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.EmailAddress;

/// What a customer is shown of the account.
///
/// @param name empty where the shop never said
/// @param email where mail goes
public record Profile(String name, String email) {
  static Profile of(Customer customer) {
    String name = customer.name();
    EmailAddress email = customer.email();
    return new Profile(name == null ? "" : name, email == null ? "" : email.value());
  }
}
