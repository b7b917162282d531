package dev.rekey.config;

import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.net.CidrRange;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings that only a restart changes: environment variables `REKEY_…` or properties
/// `rekey.…`. [dev.rekey.domain.settings.Setting] lists the others. A missing or invalid setting
/// aborts startup with an error that names it (see [SettingsValidator]).
@ConfigMapping(prefix = "rekey")
public interface Settings {
  /// The stores by id; `default` is required.
  Map<String, StoreSettings> stores();

  /// Proxies (IP addresses or CIDR networks) whose forwarding header is trusted. None by default: a
  /// client must not choose the address that rate limits count.
  Optional<List<CidrRange>> trustedProxies();

  /// The maximum number of trusted proxies in a row: so many entries of the header are trusted.
  @WithDefault("1")
  @Range(min = "1", max = "16")
  int trustedProxyHops();

  /// The header that the proxies write. The other header is never read, since proxies forward it
  /// unchanged from the client.
  @WithDefault("X_FORWARDED_FOR")
  ProxyHeader trustedProxyHeader();

  /// The origins (`https://shop.example`) whose pages may call the service from a browser. None by
  /// default: a storefront that calls from its own server needs none.
  Optional<List<@WithConverter(WebUrls.Origin.class) URI>> corsOrigins();

  /// The issuers (`iss`) whose subjects (`sub`) are customers' ids here. None by default: then a
  /// global token revocation identifies customers by email or id.
  Optional<List<String>> subjectIssuers();

  /// The base URL for clients (`https://rekey.shop.example`, without a path). It is in the metadata
  /// and is the audience of signed calls. Headers of requests never change it.
  @WithConverter(WebUrls.Base.class)
  Optional<URI> publicUrl();

  /// The service's own pages.
  Pages pages();

  /// A file of SHA-1 digests of leaked passwords, one in a line, sorted, for `reject-compromised`.
  /// By default a short list of the most common ones is used.
  Optional<Path> compromisedPasswordsFile();

  /// Maximum time that startup waits for the database, since both may start at the same time.
  @WithDefault("PT30S")
  @Range(min = "PT0S")
  Duration databaseStartupTimeout();

  /// Timeout for the connection to the mail server, and then for its answer. RFC 5321, section
  /// 4.5.3.2, allows minutes, but a customer waits for the mail.
  @WithDefault("PT20S")
  @Range(min = "PT2S", max = "PT10M")
  Duration mailTimeout();

  /// Duration of a replica's claim on a mail, a revocation or a security event. If a replica dies,
  /// another one takes over its work after this time. A replica that reports no progress of a task
  /// for a third of it counts as dead.
  @WithDefault("PT60S")
  @Range(min = "PT12S", max = "PT1H")
  Duration lease();

  /// The delay before failed background work is retried for the first time; later delays grow.
  @WithDefault("PT2S")
  @Range(min = "PT0.1S", max = "PT5M")
  Duration retryDelay();

  /// The system that manages accounts and passwords: this service, or a realm ([KeycloakSettings]).
  /// With `keycloak` a revocation also ends the realm's sessions and tokens.
  @WithDefault("built-in")
  IdentityBackend identity();

  /// The realm of `identity=keycloak`.
  KeycloakSettings keycloak();

  /// The cost of one password hash, and how many are computed in parallel.
  Hashing hashing();

  /// Remote authorization servers by name.
  Map<String, RemoteRevocationSettings> remoteRevocations();

  /// Their IP addresses and networks (CIDR), if they are not public. All other calls go to public
  /// addresses only, whatever a host name resolves to.
  Optional<List<String>> remoteRevocationNetworks();

  /// Trusted issuers by name: `REKEY_TRUSTED_ISSUERS_OKTA_ISSUER`,
  /// `REKEY_TRUSTED_ISSUERS_OKTA_JWKS_URI`.
  Map<String, TrustedIssuerSettings> trustedIssuers();

  /// Security events for other systems.
  SecurityEventSettings securityEvents();

  /// Links with which customers dispute a password change.
  DisputeSettings disputes();

  /// Retention of finished work.
  Retention retention();

  /// The service's own pages.
  interface Pages {
    /// Pages for customers: sign in, forgot password, new password, account.
    @WithDefault("false")
    @WithConverter(StrictBooleanConverter.class)
    boolean storefront();

    /// Pages for administrators.
    @WithDefault("false")
    @WithConverter(StrictBooleanConverter.class)
    boolean administration();

    /// The base URL for administrators (`https://host`, without a path). Required for their pages.
    @WithConverter(WebUrls.Base.class)
    Optional<URI> administrationUrl();
  }

  /// Argon2id. The defaults are OWASP's minimum (Password Storage Cheat Sheet).
  interface Hashing {
    /// Memory for one hash, in KiB.
    @WithDefault("19456")
    @Range(min = "8", max = "1048576")
    int memoryKib();

    /// Passes over the memory.
    @WithDefault("2")
    @Range(min = "1", max = "100")
    int iterations();

    /// Hashes that are computed in parallel; 0 means one for each core.
    @WithDefault("0")
    @Range(min = "0", max = "1024")
    int parallelHashes();

    /// Hashes that may wait; beyond them the answer is 503.
    @WithDefault("64")
    @Range(min = "1", max = "100000")
    int queue();
  }

  /// Retention of finished work before it is purged.
  interface Retention {
    /// Reset requests whose mail was sent or abandoned.
    @WithDefault("P30D")
    @Range(min = "PT1S")
    Duration resetRequests();

    /// The audit trail and security events.
    @WithDefault("P365D")
    @Range(min = "PT1S")
    Duration events();

    /// Links and tokens, counted from their expiry.
    @WithDefault("P30D")
    @Range(min = "PT1S")
    Duration tokens();

    /// Finished force sign-in jobs, with their idempotency keys.
    @WithDefault("P30D")
    @Range(min = "PT1S")
    Duration forceSignIns();
  }
}
