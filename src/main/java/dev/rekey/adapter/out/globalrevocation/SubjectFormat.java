package dev.rekey.adapter.out.globalrevocation;

/// How another server is told whom a revocation is about (RFC 9493).
public enum SubjectFormat {
  /// By the e-mail address.
  EMAIL,
  /// By the customer's id at an issuer.
  ISS_SUB,
  /// By the customer's id alone.
  OPAQUE
}
