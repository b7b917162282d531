package dev.rekey.wiring;

import dev.rekey.config.InvalidConfiguration;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;

/// The certificates that are trusted for calls to other servers. They come from
/// `quarkus.tls.trust-store`, or from the JDK.
final class TlsTrust {
  private TlsTrust() {}

  static SSLContext of(TlsConfigurationRegistry tls) {
    TlsConfiguration own =
        tls.getDefault().filter(one -> one.getTrustStoreOptions() != null).orElse(null);
    try {
      return own == null ? SSLContext.getDefault() : own.createSSLContext();
    } catch (NoSuchAlgorithmException everyJdkHasOne) {
      throw new IllegalStateException(everyJdkHasOne);
    } catch (Exception unreadable) {
      throw new InvalidConfiguration("quarkus.tls.trust-store", "is not readable");
    }
  }
}
