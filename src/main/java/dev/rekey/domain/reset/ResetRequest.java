package dev.rekey.domain.reset;

import dev.rekey.domain.Digest;
import dev.rekey.domain.Origin;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.customer.StoreId;
import org.jspecify.annotations.Nullable;

/// Somebody asked for a reset mail. It says whom to look for, not whether there is anybody.
public sealed interface ResetRequest {

  /// By whom and from where.
  Origin origin();

  /// A visitor asked for an e-mail address. The mail goes to the address that is stored, never to
  /// the one that was typed, which is forgotten at once: unless an identity provider has to be
  /// asked for it, which can't search by a digest.
  ///
  /// @param store the store that the visitor is in
  /// @param email the digest of the normalised address
  /// @param address the address, where it has to be kept until the request is dealt with
  /// @param origin the visitor
  record ByVisitor(StoreId store, Digest email, @Nullable EmailAddress address, Origin origin)
      implements ResetRequest {
    /// A visitor's request for the address that was typed.
    public static ByVisitor of(StoreId store, EmailAddress email, Origin origin) {
      return new ByVisitor(store, email.digest(), null, origin);
    }

    /// The same, with the address for whoever has to be asked for it.
    public static ByVisitor keeping(StoreId store, EmailAddress email, Origin origin) {
      return new ByVisitor(store, email.digest(), email, origin);
    }
  }

  /// An administrator asked for a customer.
  ///
  /// @param customer whom the mail is for
  /// @param origin the administrator
  record ByAdministrator(CustomerId customer, Origin origin) implements ResetRequest {}

  /// A customer disputed a change of the password, which starts a reset. No limit counts it:
  /// whoever changed the password may have used them up, and its link did its work once and for
  /// all.
  ///
  /// @param customer whom the mail is for
  /// @param origin who had the link
  record AfterDispute(CustomerId customer, Origin origin) implements ResetRequest {}
}
