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
  /// RSA keys in PEM files. The first one signs (PKCS #8, at least 2048 bits). All are published,
  /// so that receivers can verify earlier events and learn the next key in time.
  Optional<List<Path>> signingKeys();

  /// The issuer of the events, and the URL at which receivers call the service: `https://host`,
  /// without a path. The default is `rekey.public-url`; with a key one of the two is required.
  @WithConverter(WebUrls.Base.class)
  Optional<URI> issuer();

  /// Encrypts the authorization headers of receivers; at least 32 characters. Required with a key.
  Optional<String> secret();

  /// The receivers that may get pushed events: `receiver.example`, `receiver.example:8443`, and IP
  /// addresses or networks (CIDR) if they are not public.
  Optional<List<String>> receivers();

  /// The format in which an event identifies the customer.
  @WithDefault("ISS_SUB")
  SubjectFormat subjects();
}
