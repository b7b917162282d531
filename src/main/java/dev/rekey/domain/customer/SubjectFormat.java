package dev.rekey.domain.customer;

/// The format in which a customer is identified to another system (RFC 9493).
public enum SubjectFormat {
  /// The customer's id at an issuer.
  ISS_SUB,
  /// The customer's id alone.
  OPAQUE,
  /// The customer's email address.
  EMAIL
}
