package dev.rekey.application.port.customer;

import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;

/// Stores and erases the accounts in this service's database.
public interface CustomerRegistry {
  /// Creates or replaces the customer. A changed email increments the link version.
  Stored store(CustomerId id, CustomerProfile profile);

  /// Erases the customer with all tokens and links, and its client addresses in the audit trail.
  /// Returns false if the customer does not exist.
  boolean erase(CustomerId id);

  /// The result of storing a profile.
  enum Stored {
    CREATED,
    REPLACED,
    /// Another customer of that store has the email address; nothing changed.
    EMAIL_TAKEN
  }
}
