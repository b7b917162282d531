package dev.rekey.application.port;

import dev.rekey.domain.Secret;

/// Where chance comes from: a cryptographically secure generator (OWASP ASVS 5.0, 11.5.1).
public interface TokenSource {
  /// 256 fresh random bits.
  Secret next();
}
