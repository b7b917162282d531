package dev.rekey;

import dev.rekey.domain.customer.SubjectFormat;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// An authorization server that is told of every force sign-in and every change of a password, by
/// Global Token Revocation.
public interface TokenStoreSettings {
  /// Its endpoint: `https`, or `http` on this very machine.
  URI url();

  /// What it knows this service by: sent as `Authorization: Bearer …`.
  String bearerToken();

  /// How it is told whom a revocation is about.
  @WithDefault("EMAIL")
  SubjectFormat subject();

  /// Whose subject a customer's id is there. Needed for `ISS_SUB`.
  Optional<String> issuer();

  /// How long one call may take.
  @WithDefault("PT2S")
  Duration deadline();
}
