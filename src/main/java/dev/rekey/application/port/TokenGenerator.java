package dev.rekey.application.port;

import dev.rekey.domain.Secret;

/// Generates cryptographically secure tokens (OWASP ASVS 5.0, 11.5.1).
public interface TokenGenerator {
  /// Generates 256 random bits.
  Secret next();
}
