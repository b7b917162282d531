package dev.rekey;

import dev.rekey.domain.customer.SubjectFormat;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How other systems are told of security events (SSF 1.0), by environment variables
/// `REKEY_SECURITY_EVENTS_…`. Without a key to sign with nobody is told, and there are no streams.
@ConfigMapping(prefix = "rekey.security-events")
public interface SecurityEventSettings {
  /// RSA keys in PEM files. The first one signs (PKCS #8, at least 2048 bits); all are published,
  /// so that receivers can check what an earlier one signed, and know the next one in time.
  Optional<List<Path>> signingKeys();

  /// Where receivers reach the service, and the name that it signs with: `https://host`, without a
  /// path. Needed with a key, and the same as `REKEY_PUBLIC_URL` where it is not set.
  Optional<URI> issuer();

  /// What encrypts the headers that receivers want to see, at least 32 characters. Needed with a
  /// key.
  Optional<String> secret();

  /// Where events may be pushed to: `receiver.example`, `receiver.example:8443`, and addresses or
  /// networks (CIDR) where they are not public. None by default.
  Optional<List<String>> receivers();

  /// How an event says whom it is about.
  @WithDefault("ISS_SUB")
  SubjectFormat subjects();
}
