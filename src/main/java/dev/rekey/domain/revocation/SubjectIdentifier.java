package dev.rekey.domain.revocation;

import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;

/// Whom another system means (RFC 9493, Subject Identifiers for Security Event Tokens).
public sealed interface SubjectIdentifier {
  /// Everybody with this address, in whichever store (section 3.2.2).
  record Email(EmailAddress address) implements SubjectIdentifier {}

  /// Whom `issuer` calls `subject` (section 3.2.3), which need not be an id of ours.
  record IssuerAndSubject(String issuer, String subject) implements SubjectIdentifier {}

  /// The customer of this id (section 3.2.4).
  record Opaque(CustomerId customer) implements SubjectIdentifier {}
}
