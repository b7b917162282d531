package dev.rekey;

import dev.rekey.adapter.in.rest.Transmitter;
import dev.rekey.adapter.out.events.HttpSecurityEventPush;
import dev.rekey.adapter.out.events.JoseSecurityEventTokens;
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
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.concurrent.Executors;

/// Beans that send security events to other systems.
class SecurityEventsWiring {
  private static final URI NO_ISSUER = URI.create("https://localhost");

  @Produces
  @Singleton
  Transmitter transmitter(Settings settings) {
    return new Transmitter(SecurityEventsConfigured.issuer(settings).orElse(NO_ISSUER));
  }

  @Produces
  @Singleton
  Seal seal(Settings settings) {
    return new Seal(new Confidential(settings.securityEvents().secret().orElse("")));
  }

  @Produces
  @Singleton
  SecurityEventTokens securityEventTokens(Settings settings) {
    return new JoseSecurityEventTokens(
        SecurityEventsConfigured.issuer(settings).orElse(NO_ISSUER),
        settings.securityEvents().subjects(),
        SecurityEventsConfigured.signingKeys(settings.securityEvents()));
  }

  @Produces
  @Singleton
  SecurityEventPush securityEventPush(
      Settings settings, Vertx vertx, TlsConfigurationRegistry tls) {
    OutgoingAddresses addresses = SecurityEventsConfigured.receivers(settings.securityEvents());
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
}
