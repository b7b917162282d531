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
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;

/// Where those who sign their calls are made of their settings.
class SenderWiring {
  private static final Duration CONNECT = Duration.ofSeconds(2);

  /// Less than a sender waits for its answer.
  private static final Duration KEYS = Duration.ofSeconds(4);

  /// Looks at everything, so that a senseless setting stops the start and not a call.
  static void check(Settings settings, SenderSettings senders) {
    Set<String> issuers = new HashSet<>();
    senders
        .all()
        .forEach((name, sender) -> {
          String prefix = "rekey.senders." + name + ".";
          if (sender.issuer().isBlank() || sender.issuer().chars().anyMatch(one -> one <= ' ')) {
            throw new InvalidConfiguration(prefix + "issuer", "is not an issuer");
          }
          if (!issuers.add(sender.issuer())) {
            throw new InvalidConfiguration(prefix + "issuer", "is another sender's too");
          }
          if (!Configured.isSafe(sender.jwksUri()) || sender.jwksUri().getHost() == null) {
            throw new InvalidConfiguration(
                prefix + "jwks-uri", "has to begin with https:// (http:// is taken for localhost)");
          }
        });
    if (!issuers.isEmpty() && settings.publicUrl().isEmpty()) {
      throw new InvalidConfiguration(
          "rekey.public-url", "is missing: what rekey.senders sign has to be meant for it");
    }
  }

  @Produces
  @Singleton
  Senders senders(
      Settings settings,
      SenderSettings senders,
      TlsConfigurationRegistry tls,
      InstantSource clock) {
    if (senders.all().isEmpty()) {
      return new JoseSenders("", Map.of(), clock);
    }
    HttpClient http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .sslContext(Trust.of(tls))
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    URI here = Configured.publicUrl(settings).orElseThrow();
    Map<String, IssuerKeys> keys = new HashMap<>();
    senders
        .all()
        .values()
        .forEach(one -> keys.put(one.issuer(), new IssuerKeys(one.jwksUri(), http, KEYS, clock)));
    return new JoseSenders(here + "/global-token-revocation", keys, clock);
  }
}
