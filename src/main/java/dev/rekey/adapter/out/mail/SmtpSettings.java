package dev.rekey.adapter.out.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// The settings of the Quarkus mailer that this service reads, with the defaults of Quarkus. The
/// others have no effect.
@ConfigMapping(prefix = "quarkus.mailer")
public interface SmtpSettings {
  String host();

  @WithDefault("25")
  int port();

  Optional<String> username();

  Optional<String> password();

  @WithDefault("OPTIONAL")
  StartTLSOptions startTls();

  /// TLS from the first byte; `true` by default if a TLS configuration is named.
  Optional<Boolean> tls();

  /// The name in `quarkus.tls.<name>`.
  Optional<String> tlsConfigurationName();

  @WithDefault("NONE")
  LoginOption login();

  /// Names with spaces between them, such as `CRAM-SHA256 PLAIN`; by default all methods.
  Optional<String> authMethods();

  /// The name of this host in `EHLO`.
  Optional<String> ownHostName();

  /// The sender in the SMTP envelope; by default the sender of the store.
  Optional<String> bounceAddress();

  @WithDefault("true")
  boolean keepAlive();

  @WithDefault("300S")
  Duration keepAliveTimeout();

  @WithDefault("1S")
  Duration poolCleanerPeriod();

  @WithDefault("10")
  int maxPoolSize();

  OptionalLong maxMailsPerConnection();

  @WithDefault("true")
  boolean pipelining();
}
