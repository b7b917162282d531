package dev.rekey.application.port.customer;

import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.store.StoreId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds, locks and lists the accounts.
public interface Customers {
  /// Finds the customer with this id.
  Optional<Customer> find(CustomerId id);

  /// Finds the customer with this id in the local data only. An identity provider is not asked, so
  /// the answer may be outdated.
  Optional<Customer> findLocal(CustomerId id);

  /// Finds the customer locally, or with [#find] if there is no local data yet. Call it outside any
  /// unit of work: it may call an identity provider.
  default Optional<Customer> findLocalOrRemote(CustomerId id) {
    Optional<Customer> known = findLocal(id);
    return known.isPresent() ? known : find(id);
  }

  /// Creates a local placeholder for this id while the identity provider is unavailable, so that a
  /// revocation is not lost. The placeholder is removed when the provider does not know the id.
  /// Returns false if no account can have this id.
  boolean createPlaceholder(CustomerId id);

  /// Locks the customer with this id until the unit of work ends, so that its versions do not
  /// change. This lock orders sign-in, reset and force sign-in. It reads local data only: call
  /// [#findLocalOrRemote] first.
  Optional<Customer> lock(CustomerId id);

  /// Finds the customer of each request. A request without a customer has no entry.
  Map<ResetRequest, Customer> findFor(List<ResetRequest> requests);

  /// Finds the customers with this email address in all stores.
  List<Customer> findByEmail(EmailAddress email);

  /// Lists customers after `after`, ordered by id or by the identity provider's own order.
  ///
  /// @param query a part of id, name or email, or a whole email; null matches all
  /// @param store null matches all stores
  List<Customer> page(
      @Nullable String query, @Nullable StoreId store, @Nullable Position after, int most);

  /// A position in the list of customers.
  ///
  /// @param last the last customer before it
  /// @param offset the number of customers before it, for an identity provider that pages by offset
  record Position(CustomerId last, long offset) {
    private static final Pattern OFFSET = Pattern.compile("[0-9]{1,15}");

    /// The position after `last`, which ends a page of `most` customers that began after `before`.
    public static Position behind(@Nullable Position before, int most, Customer last) {
      return new Position(last.id(), (before == null ? 0 : before.offset) + most);
    }

    /// Parses the result of [#text]. Returns nothing if `text` is no position.
    public static Optional<Position> parse(String text) {
      int space = text.indexOf(' ');
      String offset = space < 0 ? "0" : text.substring(space + 1);
      return OFFSET.matcher(offset).matches()
          ? CustomerId.parse(space < 0 ? text : text.substring(0, space))
              .map(last -> new Position(last, Long.parseLong(offset)))
          : Optional.empty();
    }

    /// The content of a cursor.
    public String text() {
      return last + " " + offset;
    }
  }
}
