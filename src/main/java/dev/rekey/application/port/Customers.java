package dev.rekey.application.port;

import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.reset.ResetRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The accounts.
public interface Customers {
  /// The customer of this id.
  Optional<Customer> find(CustomerId id);

  /// The customer of this id as last heard of, where an identity provider keeps the accounts:
  /// nobody outside is asked.
  Optional<Customer> known(CustomerId id);

  /// The same, or [#find] where nobody has heard of the customer yet. Outside any unit of work,
  /// since somebody outside may be asked.
  default Optional<Customer> knownOrFound(CustomerId id) {
    Optional<Customer> known = known(id);
    return known.isPresent() ? known : find(id);
  }

  /// Takes whoever has this id for a customer while an identity provider can't be asked, so that a
  /// revocation is not lost; it is forgotten when the provider says otherwise. False where nobody
  /// can have it.
  boolean presume(CustomerId id);

  /// The customer of this id, held until the unit of work ends: nobody else changes its versions
  /// meanwhile. It is the point of order between sign-in, reset and force sign-in. Nobody outside
  /// is asked: see [#knownOrFound].
  Optional<Customer> lock(CustomerId id);

  /// Whom each request is for; a request for nobody has no entry.
  Map<ResetRequest, Customer> findFor(List<ResetRequest> requests);

  /// The customers of this address in all stores.
  List<Customer> findByEmail(EmailAddress email);

  /// A page of customers after `after`, in the order of their ids, or in that of the identity
  /// provider which keeps them.
  ///
  /// @param query parts of id, name or e-mail, or a whole e-mail; null finds all
  /// @param store null finds those of all stores
  List<Customer> page(
      @Nullable String query, @Nullable StoreId store, @Nullable Position after, int most);

  /// Creates or replaces the customer. A changed e-mail moves the link version.
  Stored store(CustomerId id, CustomerProfile profile);

  /// Erases the customer with all tokens, links and what the audit trail knows of its whereabouts.
  /// False where there was none.
  boolean erase(CustomerId id);

  /// A place in the list of customers.
  ///
  /// @param last the last customer before it
  /// @param offset how many were shown before it: for an identity provider that knows no other way
  ///   to go on, and whose list may have moved meanwhile
  record Position(CustomerId last, long offset) {
    private static final Pattern OFFSET = Pattern.compile("[0-9]{1,15}");

    /// The place behind `last`, which ends a page of `most` that began behind `before`.
    public static Position behind(@Nullable Position before, int most, Customer last) {
      return new Position(last.id(), (before == null ? 0 : before.offset) + most);
    }

    /// The place that [#text] names, or nothing where it names none.
    public static Optional<Position> parse(String text) {
      int space = text.indexOf(' ');
      String offset = space < 0 ? "0" : text.substring(space + 1);
      return OFFSET.matcher(offset).matches()
          ? CustomerId.parse(space < 0 ? text : text.substring(0, space))
              .map(last -> new Position(last, Long.parseLong(offset)))
          : Optional.empty();
    }

    /// What a cursor holds.
    public String text() {
      return last + " " + offset;
    }
  }

  /// What became of a profile.
  enum Stored {
    CREATED,
    REPLACED,
    /// Another customer of that store has the address; nothing changed.
    EMAIL_TAKEN
  }
}
