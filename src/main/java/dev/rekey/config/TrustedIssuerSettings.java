package dev.rekey.config;

import io.smallrye.config.WithConverter;
import java.net.URI;

/// An identity provider that signs its calls of `POST /global-token-revocation`.
public interface TrustedIssuerSettings {
  /// The issuer in its tokens (`iss`), compared exactly.
  String issuer();

  /// The URL of its public keys (JWKS).
  @WithConverter(WebUrls.Endpoint.class)
  URI jwksUri();
}
