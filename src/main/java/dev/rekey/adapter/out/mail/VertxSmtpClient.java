package dev.rekey.adapter.out.mail;

import dev.rekey.domain.OutboxSettings;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.SSLOptions;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Sends mail with the mail client of Vert.x, configured by [SmtpSettings].
///
/// The Quarkus mailer has no timeout for a silent server, and its pool never recovers such a
/// connection; this class closes silent connections. The mail client opens a connection on the
/// caller's event loop and may read the greeting on another one, so that an early greeting is lost.
/// This class does both on one event loop.
@Singleton
class VertxSmtpClient implements SmtpClient {
  private final MailClient client;
  private final SmtpSettings server;
  private final Context eventLoop;
  private final Duration longest;

  @Inject
  VertxSmtpClient(
      Vertx vertx, SmtpSettings server, TlsConfigurationRegistry tls, OutboxSettings settings) {
    // longer than the mailer's own deadline, so that the caller already reported an unknown
    // delivery
    this(vertx, server, tls, settings.mailTimeout().multipliedBy(3).dividedBy(2));
  }

  VertxSmtpClient(
      Vertx vertx, SmtpSettings server, TlsConfigurationRegistry tls, Duration silence) {
    MailConfig config = config(server);
    config.setIdleTimeout((int) silence.toMillis()).setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    // shorter than the mail timeout: an unreachable server certainly does not have the mail
    config.setConnectTimeout((int) silence.dividedBy(3).toMillis());
    server
        .tlsConfigurationName()
        .ifPresent(name ->
            configure(
                config,
                tls.get(name)
                    .orElseThrow(
                        () -> new IllegalStateException("There is no TLS configuration " + name))));
    this.client = MailClient.create(vertx, config);
    this.server = server;
    this.longest = silence.multipliedBy(4);
    this.eventLoop = vertx.getOrCreateContext();
  }

  @Override
  public CompletableFuture<Void> send(MailMessage mail) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    server.bounceAddress().ifPresent(mail::setBounceAddress);
    eventLoop.runOnContext(_ ->
        client
            .sendMail(mail)
            .onSuccess(_ -> sent.complete(null))
            .onFailure(sent::completeExceptionally));
    // the client does not report a connection that ends before the server's greeting
    return sent.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void close() {
    client.close();
  }

  private static MailConfig config(SmtpSettings server) {
    MailConfig config =
        new MailConfig(server.host(), server.port(), server.startTls(), server.login())
            .setSsl(server.tls().orElse(server.tlsConfigurationName().isPresent()))
            .setKeepAlive(server.keepAlive())
            .setKeepAliveTimeout((int) server.keepAliveTimeout().toMillis())
            .setKeepAliveTimeoutUnit(TimeUnit.MILLISECONDS)
            .setPoolCleanerPeriod((int) server.poolCleanerPeriod().toMillis())
            .setPoolCleanerPeriodUnit(TimeUnit.MILLISECONDS)
            .setMaxPoolSize(server.maxPoolSize())
            .setPipelining(server.pipelining())
            .setMetricsName("mail");
    server.username().ifPresent(config::setUsername);
    server.password().ifPresent(config::setPassword);
    server.authMethods().ifPresent(config::setAuthMethods);
    server.ownHostName().ifPresent(config::setOwnHostname);
    server.maxMailsPerConnection().ifPresent(config::setMaxMailsPerConnection);
    return config;
  }

  private static void configure(MailConfig config, TlsConfiguration tls) {
    config
        .setTrustAll(tls.isTrustAll())
        .setTrustOptions(tls.getTrustStoreOptions())
        .setKeyCertOptions(tls.getKeyStoreOptions());
    tls.getHostnameVerificationAlgorithm().ifPresent(config::setHostnameVerificationAlgorithm);
    SSLOptions options = tls.getSSLOptions();
    if (options != null) {
      config
          .setEnabledSecureTransportProtocols(options.getEnabledSecureTransportProtocols())
          .setSslHandshakeTimeout(options.getSslHandshakeTimeout())
          .setSslHandshakeTimeoutUnit(options.getSslHandshakeTimeoutUnit());
      options.getEnabledCipherSuites().forEach(config::addEnabledCipherSuite);
      options.getCrlValues().forEach(config::addCrlValue);
    }
  }
}
