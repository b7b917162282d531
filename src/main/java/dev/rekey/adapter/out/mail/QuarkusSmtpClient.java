package dev.rekey.adapter.out.mail;

import dev.rekey.domain.OutboxSettings;
import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.quarkus.mailer.runtime.MailerSupport;
import io.quarkus.mailer.runtime.Mailers;
import io.quarkus.mailer.runtime.MailersRuntimeConfig;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Sends mail with the Quarkus mailer (`quarkus.mailer.*`) and adds timeouts.
///
/// The Quarkus mailer has no timeout for a silent server, and its pool never recovers such a
/// connection; this class closes silent connections. The mailer also opens a connection on the
/// caller's event loop and may read the greeting on another one, so that an early greeting is lost.
/// This class does both on one event loop.
@Singleton
class QuarkusSmtpClient implements SmtpClient {
  private final Mailers mailers;
  private final ReactiveMailer mailer;
  private final Context eventLoop;
  private final Duration longest;

  @Inject
  QuarkusSmtpClient(
      Vertx vertx,
      io.vertx.mutiny.core.Vertx mutinyVertx,
      MailersRuntimeConfig config,
      LaunchMode launchMode,
      TlsConfigurationRegistry tls,
      OutboxSettings settings) {
    // longer than the mailer's own deadline, so that the caller already reported an unknown
    // delivery
    this(
        vertx,
        mutinyVertx,
        config,
        launchMode,
        tls,
        settings.mailTimeout().multipliedBy(3).dividedBy(2));
  }

  QuarkusSmtpClient(
      Vertx vertx,
      io.vertx.mutiny.core.Vertx mutinyVertx,
      MailersRuntimeConfig config,
      LaunchMode launchMode,
      TlsConfigurationRegistry tls,
      Duration silence) {
    this.mailers =
        new Mailers(
            givingUpOnSilence(vertx, silence),
            mutinyVertx,
            config,
            launchMode,
            new MailerSupport(true, Set.of()),
            tls,
            null);
    this.mailer = mailers.reactiveMailerFromName(Mailers.DEFAULT_MAILER_NAME);
    this.longest = silence.multipliedBy(4);
    this.eventLoop = vertx.getOrCreateContext();
  }

  @Override
  public CompletableFuture<Void> send(Mail mail) {
    CompletableFuture<Void> sent = new CompletableFuture<>();
    eventLoop.runOnContext(_ -> {
      try {
        mailer.send(mail).subscribe().with(_ -> sent.complete(null), sent::completeExceptionally);
      } catch (RuntimeException failure) {
        sent.completeExceptionally(failure);
      }
    });
    // the mailer does not report a connection that ends before the server's greeting
    return sent.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS);
  }

  @PreDestroy
  void close() {
    mailers.stop();
  }

  // The Quarkus mailer does not expose the options of its connections.
  private static Vertx givingUpOnSilence(Vertx vertx, Duration silence) {
    return (Vertx)
        Proxy.newProxyInstance(
            Vertx.class.getClassLoader(),
            new Class<?>[] {Vertx.class},
            (_, method, arguments) -> {
              if (arguments != null && arguments[0] instanceof NetClientOptions options) {
                options.setIdleTimeout((int) silence.plusMillis(999).toSeconds());
                // shorter than the mail timeout: an unreachable server certainly does not have the
                // mail
                options.setConnectTimeout((int) silence.dividedBy(3).toMillis());
              }
              return invoke(vertx, method, arguments);
            });
  }

  private static @Nullable Object invoke(
      Vertx vertx, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(vertx, arguments);
    } catch (InvocationTargetException failure) {
      throw failure.getCause() == null ? failure : failure.getCause();
    }
  }
}
