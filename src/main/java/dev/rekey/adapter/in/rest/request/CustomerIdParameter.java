package dev.rekey.adapter.in.rest.request;

import dev.rekey.adapter.in.rest.problem.InvalidRequestException;
import dev.rekey.domain.customer.CustomerId;

/// Reads the `{id}` of a customer's path.
public final class CustomerIdParameter {
  private CustomerIdParameter() {}

  public static CustomerId of(String text) {
    return CustomerId.parse(text)
        .orElseThrow(() -> new InvalidRequestException("#/id", "invalid.customer-id"));
  }
}
