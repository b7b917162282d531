package dev.rekey.wiring;

import dev.rekey.adapter.out.jose.JoseSignedRequestVerifier;
import dev.rekey.adapter.out.jose.JwksCache;
import dev.rekey.application.port.revocation.SignedRequestVerifier;
import dev.rekey.config.Settings;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;

/// Beans that verify signed calls of trusted issuers.
class TrustedIssuerBeans {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /// Timeout for fetching keys, shorter than the usual timeout of a caller.
  private static final Duration KEYS = Duration.ofSeconds(4);

  @Produces
  @Singleton
  SignedRequestVerifier signedRequestVerifier(
      Settings settings, TlsConfigurationRegistry tls, InstantSource clock) {
    if (settings.trustedIssuers().isEmpty()) {
      return new JoseSignedRequestVerifier("", Map.of(), clock);
    }
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .sslContext(TlsTrust.of(tls))
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    URI here = settings.publicUrl().orElseThrow();
    Map<String, JwksCache> keys = new HashMap<>();
    settings
        .trustedIssuers()
        .values()
        .forEach(one -> keys.put(one.issuer(), new JwksCache(one.jwksUri(), http, KEYS, clock)));
    return new JoseSignedRequestVerifier(here + "/global-token-revocation", keys, clock);
  }
}
