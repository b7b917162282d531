package dev.rekey;

import dev.rekey.adapter.out.jose.IssuerKeys;
import dev.rekey.adapter.out.jose.JoseSenders;
import dev.rekey.application.port.Senders;
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
class SenderWiring {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /// Shorter than the timeout of a sender.
  private static final Duration KEYS = Duration.ofSeconds(4);

  @Produces
  @Singleton
  Senders senders(Settings settings, TlsConfigurationRegistry tls, InstantSource clock) {
    if (settings.senders().isEmpty()) {
      return new JoseSenders("", Map.of(), clock);
    }
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .sslContext(Trust.of(tls))
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    URI here = settings.publicUrl().orElseThrow();
    Map<String, IssuerKeys> keys = new HashMap<>();
    settings
        .senders()
        .values()
        .forEach(one -> keys.put(one.issuer(), new IssuerKeys(one.jwksUri(), http, KEYS, clock)));
    return new JoseSenders(here + "/global-token-revocation", keys, clock);
  }
}
