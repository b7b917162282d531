package dev.rekey.adapter.in.rest;

import dev.rekey.domain.customer.CustomerId;

/// Reads the `{id}` of a customer's path.
final class CustomerIds {
  private CustomerIds() {}

  static CustomerId of(String text) {
    return CustomerId.parse(text)
        .orElseThrow(() -> new InvalidRequest("#/id", "invalid.customer-id"));
  }
}
