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

/// The settings that only a restart changes, by environment variables `REKEY_…` or as `rekey.…`.
/// [dev.rekey.domain.settings.Setting] has the others. A missing or invalid setting aborts startup
/// with an error that names it (see [SettingsValidator]).
@ConfigMapping(prefix = "rekey")
public interface Settings {
  /// The stores by id (`a-z`, `0-9`, hyphen). The store `default` is required; each other id adds a
  /// store.
  Map<String, StoreSettings> stores();

  /// Proxies (IP addresses or CIDR networks) whose forwarding header is trusted. Without them the
  /// address of the connection is the client address: a client must not choose the address that
  /// rate limits count.
  Optional<List<CidrRange>> trustedProxies();

  /// The number of trusted proxies in a row: so many entries of the header are trusted, from the
  /// right.
  @WithDefault("1")
  @Range(min = "1", max = "16")
  int trustedProxyHops();

  /// The header in which trusted proxies forward the client address. The other header is never
  /// read, since proxies forward it unchanged from the client.
  @WithDefault("X_FORWARDED_FOR")
  ProxyHeader trustedProxyHeader();

  /// The origins (`https://shop.example`) whose pages may call the service from a browser. A
  /// storefront that calls from its own server needs none.
  Optional<List<@WithConverter(WebUrls.Origin.class) URI>> corsOrigins();

  /// The issuers (`iss`) whose subjects (`sub`) are customers' ids here. Without them `POST
  /// /global-token-revocation` identifies customers by email or id.
  Optional<List<String>> subjectIssuers();

  /// The base URL at which clients reach the service (`https://rekey.shop.example`, without a
  /// path). It is the audience of signed revocation calls. Without it
  /// `/.well-known/oauth-protected-resource` and `/.well-known/oauth-authorization-server` are 404.
  /// Headers of requests never change it.
  @WithConverter(WebUrls.Base.class)
  Optional<URI> publicUrl();

  /// The service's own pages for customers and administrators.
  Pages pages();

  /// A file of leaked passwords for `rekey.reject-compromised`: sorted SHA-1 digests in upper case,
  /// one at the start of each line (`DIGEST` or `DIGEST:COUNT`). By default a short list of the
  /// most common passwords is used.
  Optional<Path> compromisedPasswordsFile();

  /// How long startup waits for the database, which may start at the same time.
  @WithDefault("PT30S")
  @Range(min = "PT0S")
  Duration databaseStartupTimeout();

  /// How long a mail waits for a connection to the mail server, and then again for its answer. RFC
  /// 5321, section 4.5.3.2, allows a server minutes, but a customer is waiting.
  @WithDefault("PT20S")
  @Range(min = "PT2S", max = "PT10M")
  Duration mailTimeout();

  /// How long a replica's claim on a mail, a revocation or a security event holds. After this time
  /// another replica takes over the work of a dead one. A replica that reports no progress of a
  /// task for a third of it counts as dead. It must be longer than twice `rekey.mail-timeout` and
  /// than each `rekey.remote-revocations.<name>.deadline`.
  @WithDefault("PT60S")
  @Range(min = "PT12S", max = "PT1H")
  Duration lease();

  /// The delay before failed background work is retried for the first time. Later delays grow.
  @WithDefault("PT2S")
  @Range(min = "PT0.1S", max = "PT5M")
  Duration retryDelay();

  /// Where accounts and passwords live: in this service (`built-in`), or in the realm of
  /// `rekey.keycloak`. With `keycloak` a revocation also ends the realm's sessions and tokens;
  /// tokens of this service stay in PostgreSQL.
  @WithDefault("built-in")
  IdentityBackend identity();

  /// The realm of `rekey.identity=keycloak`. All settings without a default are required with it.
  KeycloakSettings keycloak();

  /// The cost of one password hash (Argon2id), and how many are computed in parallel. After a
  /// change the time of a sign-in reveals known email addresses until customers set new passwords,
  /// so choose it before the first customer.
  Hashing hashing();

  /// Remote authorization servers by name (`a-z`, `0-9`, hyphen). Each is notified of every force
  /// sign-in and password change by Global Token Revocation.
  Map<String, RemoteRevocationSettings> remoteRevocations();

  /// IP addresses and networks (CIDR) of remote authorization servers that are not public. No other
  /// address that is not public is called, whatever a host name resolves to. An IP address in a URL
  /// must be listed even if it is public; `localhost` needs `127.0.0.1,::1`.
  Optional<List<String>> remoteRevocationNetworks();

  /// Trusted issuers by name: identity providers that sign their calls of `POST
  /// /global-token-revocation`. They require `rekey.public-url`.
  Map<String, TrustedIssuerSettings> trustedIssuers();

  /// Security events for other systems (SSF 1.0). Without a signing key there are no event streams.
  SecurityEventSettings securityEvents();

  /// Links with which customers dispute a password change ("It wasn't me").
  DisputeSettings disputes();

  /// How long finished work is kept before it is purged.
  Retention retention();

  /// The service's own pages.
  interface Pages {
    /// Switches the pages for customers on: sign in, forgot password, new password, dispute,
    /// account. Not available with `rekey.identity=keycloak`.
    @WithDefault("false")
    @WithConverter(StrictBooleanConverter.class)
    boolean storefront();

    /// Switches the pages for administrators on, below `/administration`.
    @WithDefault("false")
    @WithConverter(StrictBooleanConverter.class)
    boolean administration();

    /// The base URL at which administrators reach their pages (`https://support.shop.example`,
    /// without a path). Required with `rekey.pages.administration`.
    @WithConverter(WebUrls.Base.class)
    Optional<URI> administrationUrl();
  }

  /// Argon2id. The defaults are OWASP's minimum (Password Storage Cheat Sheet).
  interface Hashing {
    /// Memory for one hash, in KiB.
    @WithDefault("19456")
    @Range(min = "8", max = "1048576")
    int memoryKib();

    /// Passes over the memory for one hash.
    @WithDefault("2")
    @Range(min = "1", max = "100")
    int iterations();

    /// Hashes that are computed in parallel; 0 means one for each core.
    @WithDefault("0")
    @Range(min = "0", max = "1024")
    int parallelHashes();

    /// Hashes that may wait for a thread. Beyond them the answer is 503 `temporarily-unavailable`.
    @WithDefault("64")
    @Range(min = "1", max = "100000")
    int queue();
  }

  /// How long finished work is kept before it is purged.
  interface Retention {
    /// How long reset requests are kept after their mail was sent or abandoned.
    @WithDefault("P30D")
    @Range(min = "PT1S")
    Duration resetRequests();

    /// How long the audit trail and security events are kept.
    @WithDefault("P365D")
    @Range(min = "PT1S")
    Duration events();

    /// How long links and tokens are kept after they expired.
    @WithDefault("P30D")
    @Range(min = "PT1S")
    Duration tokens();

    /// How long finished force sign-in jobs are kept, with their idempotency keys.
    @WithDefault("P30D")
    @Range(min = "PT1S")
    Duration forceSignIns();
  }
}
