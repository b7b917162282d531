package dev.rekey.adapter.out.events;

/// How receivers are told whom an event is about (RFC 9493).
public enum SubjectFormat {
  /// The service's issuer and the customer's id.
  ISS_SUB,
  /// The customer's id.
  OPAQUE,
  /// The customer's e-mail address, which leaves the service with every event.
  EMAIL
}
