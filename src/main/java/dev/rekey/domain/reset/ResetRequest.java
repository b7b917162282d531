package dev.rekey.domain.reset;

import dev.rekey.domain.Actor;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.store.StoreId;
import org.jspecify.annotations.Nullable;

/// A request for a reset mail. It identifies the customer to look up, which may not exist.
public sealed interface ResetRequest {

  /// The actor and its client address.
  Actor origin();

  /// A visitor's request for an email address. The mail goes to the stored address, never to the
  /// typed one. The typed address is kept only for an identity provider, which cannot search by
  /// digest.
  ///
  /// @param store the store of the visitor
  /// @param email the digest of the normalised address
  /// @param address the typed address until the request is settled; null if it is not needed
  /// @param origin the visitor
  record ByVisitor(StoreId store, Digest email, @Nullable EmailAddress address, Actor origin)
      implements ResetRequest {
    /// Creates a request without the typed address.
    public static ByVisitor of(StoreId store, EmailAddress email, Actor origin) {
      return new ByVisitor(store, email.digest(), null, origin);
    }

    /// Creates a request with the typed address, for an identity provider.
    public static ByVisitor keeping(StoreId store, EmailAddress email, Actor origin) {
      return new ByVisitor(store, email.digest(), email, origin);
    }
  }

  /// An administrator's request for a customer.
  ///
  /// @param customer the recipient
  /// @param origin the administrator
  record ByAdministrator(CustomerId customer, Actor origin) implements ResetRequest {}

  /// A reset that follows a disputed password change. No rate limit applies, because an attacker
  /// may have used the limits up and the link of the dispute works only once.
  ///
  /// @param customer the recipient
  /// @param origin the holder of the link
  record AfterDispute(CustomerId customer, Actor origin) implements ResetRequest {}
}
