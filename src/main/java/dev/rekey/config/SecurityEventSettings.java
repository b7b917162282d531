package dev.rekey.config;

import dev.rekey.domain.customer.SubjectFormat;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Security events for other systems (SSF 1.0). Without a signing key there are no event streams.
public interface SecurityEventSettings {
  /// RSA keys in PEM files. The first one signs (PKCS #8, private, at least 2048 bits). All are
  /// published, so that receivers can verify earlier events and learn the next key in time.
  Optional<List<Path>> signingKeys();

  /// The issuer (`iss`) of the events, and the base URL at which receivers call the service
  /// (`https://host`, without a path). By default `rekey.public-url`; with a key one of the two is
  /// required.
  @WithConverter(WebUrls.Base.class)
  Optional<URI> issuer();

  /// Encrypts the authorization headers of receivers in the database. At least 32 characters;
  /// required with a key.
  Optional<String> secret();

  /// The receivers to which events may be pushed: `receiver.example`, `receiver.example:8443`, and
  /// IP addresses or networks (CIDR) that are not public.
  Optional<List<String>> receivers();

  /// How an event identifies the customer: by issuer and id (`ISS_SUB`), by id alone (`OPAQUE`), or
  /// by email. With `EMAIL` addresses leave the service; a customer without one is identified by
  /// issuer and id.
  @WithDefault("ISS_SUB")
  SubjectFormat subjects();
}
