package dev.rekey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.net.URI;
import java.util.Map;

/// The systems that sign their calls of `POST /global-token-revocation`, by names of your own:
/// `REKEY_SENDERS_OKTA_ISSUER`, `REKEY_SENDERS_OKTA_JWKS_URI`.
@ConfigMapping(prefix = "rekey.senders")
public interface SenderSettings {
  /// The senders; none by default.
  @WithParentName
  Map<String, Sender> all();

  /// One system.
  interface Sender {
    /// Who it says it is (`iss`), letter by letter.
    String issuer();

    /// Where its public keys are.
    URI jwksUri();
  }
}
