package dev.rekey.adapter.in.rest.customer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.EmailAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A customer in the form that administrators read.
@JsonInclude(JsonInclude.Include.NON_NULL)
record CustomerView(
    String id,
    @Nullable String email,
    String store,
    String locale,
    @Nullable String name,
    String status,
    boolean hasPassword,
    @Nullable Instant lockedUntil,
    boolean hasOAuthTokens,
    @Nullable Instant tokensValidFrom,
    Instant createdAt,
    Instant updatedAt) {

  static CustomerView of(Customer customer) {
    EmailAddress email = customer.email();
    return new CustomerView(
        customer.id().value(),
        email == null ? null : email.value(),
        customer.store().value(),
        customer.locale().toLanguageTag(),
        customer.name(),
        customer.status().text(),
        customer.hasPassword(),
        customer.lockedUntil(),
        customer.hasOAuthTokens(),
        customer.tokensValidFrom(),
        customer.createdAt(),
        customer.updatedAt());
  }
}
