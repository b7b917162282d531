package dev.rekey.adapter.out.random;

import dev.rekey.application.port.TokenGenerator;
import dev.rekey.domain.Secret;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.SecureRandom;

/// Generates tokens with the platform's secure random generator.
@ApplicationScoped
class SecureTokenGenerator implements TokenGenerator {
  private final SecureRandom random = new SecureRandom();

  @Override
  public Secret next() {
    byte[] octets = new byte[Secret.OCTETS];
    random.nextBytes(octets);
    return Secret.of(octets);
  }
}
