package dev.rekey.domain.revocation;

import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;

/// A subject that another system sends (RFC 9493, Subject Identifiers for Security Event Tokens).
public sealed interface SubjectIdentifier {
  /// All customers with this email address in any store (section 3.2.2).
  record Email(EmailAddress address) implements SubjectIdentifier {}

  /// The subject of an issuer (section 3.2.3), which may not be a customer id.
  record IssuerAndSubject(String issuer, String subject) implements SubjectIdentifier {}

  /// The customer with this id (section 3.2.4).
  record Opaque(CustomerId customer) implements SubjectIdentifier {}
}
