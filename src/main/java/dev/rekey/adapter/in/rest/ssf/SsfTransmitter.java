package dev.rekey.adapter.in.rest.ssf;

import java.net.URI;

/// The identity of the service as an SSF transmitter.
///
/// @param issuer issuer URL, without a path
public record SsfTransmitter(URI issuer) {
  static final String STREAMS = "/ssf/streams";
  static final String STATUS = "/ssf/status";
  static final String VERIFICATION = "/ssf/verify";
  static final String KEYS = "/ssf/jwks";

  /// The absolute URL of a path of the service.
  String address(String path) {
    return issuer + path;
  }
}
