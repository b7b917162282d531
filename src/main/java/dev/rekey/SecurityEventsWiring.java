package dev.rekey;

import dev.rekey.adapter.in.rest.Transmitter;
import dev.rekey.adapter.out.events.HttpSecurityEventPush;
import dev.rekey.adapter.out.events.JoseSecurityEventTokens;
import dev.rekey.adapter.out.events.SigningKeys;
import dev.rekey.adapter.out.postgres.Seal;
import dev.rekey.application.ManageEventStreams;
import dev.rekey.application.PollSecurityEvents;
import dev.rekey.application.PushSecurityEvents;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.SecurityEventDeliveries;
import dev.rekey.application.port.SecurityEventPush;
import dev.rekey.application.port.SecurityEventStreams;
import dev.rekey.application.port.SecurityEventTokens;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Confidential;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.http.OutgoingAddresses;
import dev.rekey.http.OutgoingHttp;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.interceptor.Interceptor;
import java.net.URI;
import java.util.List;
import java.util.concurrent.Executors;

/// Where the parts are made that tell other systems of security events.
class SecurityEventsWiring {
  private static final URI NOBODY = URI.create("https://localhost");
  private static final int SHORTEST_SECRET = 32;

  /// Looks at everything, and says in one sentence what is wrong.
  static void check(SecurityEventSettings settings) {
    if (settings.signingKeys().isEmpty()) {
      return;
    }
    keys(settings);
    addresses(settings);
    String property = "rekey.security-events.issuer";
    URI issuer = settings.issuer().orElseThrow(() -> missing(property));
    boolean safe =
        "https".equals(issuer.getScheme())
            || "http".equals(issuer.getScheme()) && "localhost".equals(issuer.getHost());
    String port = issuer.getPort() < 0 ? "" : ":" + issuer.getPort();
    if (!safe || !issuer.toString().equals(issuer.getScheme() + "://" + issuer.getHost() + port)) {
      throw new InvalidConfiguration(
          property,
          "is not the address of a host (https://rekey.shop.example, without a path; http:// is taken"
              + " for localhost alone)");
    }
    String secret = "rekey.security-events.secret";
    if (settings.secret().orElseThrow(() -> missing(secret)).length() < SHORTEST_SECRET) {
      throw new InvalidConfiguration(
          secret, "has to be at least %d characters long".formatted(SHORTEST_SECRET));
    }
  }

  void check(
      @Observes @Priority(Interceptor.Priority.PLATFORM_BEFORE) StartupEvent event,
      SecurityEventSettings settings) {
    check(settings);
  }

  @Produces
  @Singleton
  Transmitter transmitter(SecurityEventSettings settings) {
    return new Transmitter(settings.issuer().orElse(NOBODY));
  }

  @Produces
  @Singleton
  Seal seal(SecurityEventSettings settings) {
    return new Seal(new Confidential(settings.secret().orElse("")));
  }

  @Produces
  @Singleton
  SecurityEventTokens securityEventTokens(SecurityEventSettings settings) {
    return new JoseSecurityEventTokens(
        settings.issuer().orElse(NOBODY), settings.subjects(), keys(settings));
  }

  @Produces
  @Singleton
  SecurityEventPush securityEventPush(
      SecurityEventSettings settings, Vertx vertx, TlsConfigurationRegistry tls) {
    OutgoingAddresses addresses = addresses(settings);
    return new HttpSecurityEventPush(
        new OutgoingHttp(
            vertx,
            addresses,
            tls.getDefault().map(TlsConfiguration::getTrustStoreOptions).orElse(null)),
        addresses);
  }

  @Produces
  @Singleton
  PushSecurityEvents pushSecurityEvents(
      SecurityEventDeliveries deliveries,
      SecurityEventTokens tokens,
      SecurityEventPush push,
      OutboxSettings outboxSettings) {
    return new PushSecurityEvents(
        deliveries, tokens, push, outboxSettings, Executors.newVirtualThreadPerTaskExecutor());
  }

  @Produces
  @Singleton
  PollSecurityEvents pollSecurityEvents(
      SecurityEventStreams streams,
      SecurityEventDeliveries deliveries,
      SecurityEventTokens tokens,
      UnitOfWork unitOfWork) {
    return new PollSecurityEvents(streams, deliveries, tokens, unitOfWork);
  }

  @Produces
  @Singleton
  ManageEventStreams manageEventStreams(
      SecurityEventStreams streams, AuditTrail audit, UnitOfWork unitOfWork) {
    return new ManageEventStreams(streams, audit, unitOfWork);
  }

  private static SigningKeys keys(SecurityEventSettings settings) {
    try {
      return SigningKeys.read(settings.signingKeys().orElse(List.of()));
    } catch (IllegalArgumentException noKey) {
      throw new InvalidConfiguration(
          "rekey.security-events.signing-keys", String.valueOf(noKey.getMessage()));
    }
  }

  private static OutgoingAddresses addresses(SecurityEventSettings settings) {
    List<String> listed = settings.receivers().orElse(List.of());
    for (String one : listed) {
      try {
        OutgoingAddresses.of(List.of(one));
      } catch (IllegalArgumentException neither) {
        throw new InvalidConfiguration(
            "rekey.security-events.receivers",
            "has '%s', which is neither a host nor a network (receiver.example, 10.0.0.0/8)"
                .formatted(one));
      }
    }
    return OutgoingAddresses.of(listed);
  }

  private static InvalidConfiguration missing(String property) {
    return new InvalidConfiguration(
        property, "is missing while rekey.security-events.signing-keys is set");
  }
}
