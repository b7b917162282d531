package dev.rekey.application.port;

import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.reset.ResetRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The accounts.
public interface Customers {
  /// The customer of this id.
  Optional<Customer> find(CustomerId id);

  /// The customer of this id, held until the unit of work ends: nobody else changes its versions
  /// meanwhile. It is the point of order between sign-in, reset and force sign-in.
  Optional<Customer> lock(CustomerId id);

  /// Whom each request is for; a request for nobody has no entry.
  Map<ResetRequest, Customer> findFor(List<ResetRequest> requests);

  /// The customers of this address in all stores.
  List<Customer> findByEmail(Digest email);

  /// A page of customers in the order of their ids, after `after`.
  ///
  /// @param query parts of id, name or e-mail, or a whole e-mail; null finds all
  /// @param store null finds those of all stores
  List<Customer> page(
      @Nullable String query, @Nullable StoreId store, @Nullable CustomerId after, int most);

  /// Creates or replaces the customer. A changed e-mail moves the link version.
  Stored store(CustomerId id, CustomerProfile profile);

  /// Erases the customer with all tokens, links and what the audit trail knows of its whereabouts.
  /// False where there was none.
  boolean erase(CustomerId id);

  /// What became of a profile.
  enum Stored {
    CREATED,
    REPLACED,
    /// Another customer of that store has the address; nothing changed.
    EMAIL_TAKEN
  }
}
