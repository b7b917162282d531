package dev.rekey.wiring;

import dev.rekey.adapter.in.rest.ssf.SsfTransmitter;
import dev.rekey.adapter.out.events.HttpSecurityEventPush;
import dev.rekey.adapter.out.events.JoseSecurityEventTokens;
import dev.rekey.adapter.out.http.GuardedHttpClient;
import dev.rekey.adapter.out.http.OutboundAddressPolicy;
import dev.rekey.adapter.out.postgres.SecretEncryption;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries;
import dev.rekey.application.port.securityevent.SecurityEventPush;
import dev.rekey.application.port.securityevent.SecurityEventStreams;
import dev.rekey.application.port.securityevent.SecurityEventTokens;
import dev.rekey.application.securityevent.ManageEventStreams;
import dev.rekey.application.securityevent.PollSecurityEvents;
import dev.rekey.application.securityevent.PushSecurityEvents;
import dev.rekey.config.SecurityEventSettingsValidator;
import dev.rekey.config.Settings;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.SecretText;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.concurrent.Executors;

/// Beans that send security events to other systems.
class SecurityEventBeans {
  private static final URI NO_ISSUER = URI.create("https://localhost");

  @Produces
  @Singleton
  SsfTransmitter ssfTransmitter(Settings settings) {
    return new SsfTransmitter(SecurityEventSettingsValidator.issuer(settings).orElse(NO_ISSUER));
  }

  @Produces
  @Singleton
  SecretEncryption secretEncryption(Settings settings) {
    return new SecretEncryption(new SecretText(settings.securityEvents().secret().orElse("")));
  }

  @Produces
  @Singleton
  SecurityEventTokens securityEventTokens(Settings settings) {
    return new JoseSecurityEventTokens(
        SecurityEventSettingsValidator.issuer(settings).orElse(NO_ISSUER),
        settings.securityEvents().subjects(),
        AdapterSettings.signingKeys(settings.securityEvents()));
  }

  @Produces
  @Singleton
  SecurityEventPush securityEventPush(
      Settings settings, Vertx vertx, TlsConfigurationRegistry tls) {
    OutboundAddressPolicy addresses =
        AdapterSettings.securityEventReceivers(settings.securityEvents());
    return new HttpSecurityEventPush(
        new GuardedHttpClient(
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
