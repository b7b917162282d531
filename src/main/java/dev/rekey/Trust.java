package dev.rekey;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;

/// Whose certificates count where this service calls another one: those of
/// `quarkus.tls.trust-store`, or those that the JDK knows.
final class Trust {
  private Trust() {}

  static SSLContext of(TlsConfigurationRegistry tls) {
    TlsConfiguration own =
        tls.getDefault().filter(one -> one.getTrustStoreOptions() != null).orElse(null);
    try {
      return own == null ? SSLContext.getDefault() : own.createSSLContext();
    } catch (NoSuchAlgorithmException everyJdkHasOne) {
      throw new IllegalStateException(everyJdkHasOne);
    } catch (Exception unreadable) {
      throw new InvalidConfiguration("quarkus.tls.trust-store", "can't be read");
    }
  }
}
