package dev.rekey.domain.reset;

import dev.rekey.domain.Digest;
import dev.rekey.domain.Origin;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.customer.StoreId;

/// Somebody asked for a reset mail. It says whom to look for, not whether there is anybody.
public sealed interface ResetRequest {

  /// By whom and from where.
  Origin origin();

  /// A visitor asked for an e-mail address. The address itself is forgotten at once: the mail goes
  /// to the address that is stored, never to the one that was typed.
  ///
  /// @param store the store that the visitor is in
  /// @param email the digest of the normalised address
  /// @param origin the visitor
  record ByVisitor(StoreId store, Digest email, Origin origin) implements ResetRequest {
    /// A visitor's request for the address that was typed.
    public static ByVisitor of(StoreId store, EmailAddress email, Origin origin) {
      return new ByVisitor(store, email.digest(), origin);
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
