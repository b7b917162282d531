package dev.rekey;

import dev.rekey.domain.reset.Protection;
import dev.rekey.http.ProxyHeader;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What can be configured by environment variables `REKEY_…` or as `rekey.…`, but for
/// [DisputeSettings], [KeycloakSettings], [SecurityEventSettings] and [SenderSettings]. What is
/// missing or senseless stops the start with a sentence that names it (see [Configured]).
///
/// The first group are defaults: `PATCH /settings` changes them while the service runs.
@ConfigMapping(prefix = "rekey")
public interface Settings {
  /// Which limits hold for a visitor's requests.
  @WithDefault("BY_IP_AND_EMAIL")
  Protection protection();

  /// Requests for one e-mail within an hour; 0 means no limit.
  @WithDefault("5")
  int maxRequestsPerHour();

  /// Requests from one client address (IPv6: one /64) within an hour; 0 means no limit. Higher than
  /// for one e-mail, so that an office behind one address is not shut out.
  @WithDefault("40")
  int maxRequestsPerHourPerIp();

  /// The least time between two requests for one e-mail; 0 means none.
  @WithDefault("PT10M")
  Duration minInterval();

  /// Mails that administrators may start for one customer within an hour; 0 means no limit.
  @WithDefault("5")
  int adminMaxRequestsPerHour();

  /// How long a mailed link works.
  @WithDefault("PT24H")
  Duration linkLifetime();

  /// The least length of a new password, in Unicode code points.
  @WithDefault("6")
  int minimumLength();

  /// Whether white space may stand in a new password.
  @WithDefault("false")
  @WithConverter(TrueOrFalse.class)
  boolean spacesAllowed();

  /// How many of lower, upper, digit and other a new password needs.
  @WithDefault("1")
  int requiredCharacterClasses();

  /// The greatest length of a new password, looked at before anything is hashed.
  @WithDefault("256")
  int maximumLength();

  /// Whether known-leaked passwords are refused.
  @WithDefault("false")
  @WithConverter(TrueOrFalse.class)
  boolean rejectCompromised();

  /// Failed sign-ins in a row that lock an address; 0 means that nothing locks.
  @WithDefault("10")
  int lockoutFailures();

  /// How long it stays locked; 0 means that nothing locks.
  @WithDefault("PT10M")
  Duration lockoutTime();

  /// How long a sign-in lasts.
  @WithDefault("PT1H")
  Duration accessTokenLifetime();

  /// The stores by id; `default` has to be among them.
  Map<String, StoreSettings> stores();

  /// The proxies whose word on the client's address is believed, as addresses or networks (CIDR).
  /// None by default: a header that anybody can send must not choose the address that limits count.
  Optional<List<String>> trustedProxies();

  /// How many of them there are in a row at most: so many entries of the header are believed.
  @WithDefault("1")
  int trustedProxyHops();

  /// The header that they write. The other one is never read, since they pass it on as the client
  /// sent it.
  @WithDefault("X_FORWARDED_FOR")
  ProxyHeader trustedProxyHeader();

  /// The origins (`https://shop.example`) whose pages may call the service from a browser. None by
  /// default: a storefront that calls from its own server needs none.
  Optional<List<URI>> corsOrigins();

  /// The issuers (`iss`) whose subjects (`sub`) are customers' ids here. None by default: then a
  /// global token revocation names customers by e-mail or id.
  Optional<List<String>> subjectIssuers();

  /// Where others reach the service (`https://rekey.shop.example`, without a path): what its
  /// metadata says, and whom a signed call has to be meant for. No header of a request says it.
  Optional<URI> publicUrl();

  /// The pages that the service shows itself. Off means not there.
  Pages pages();

  /// A file of SHA-1 digests of leaked passwords, one in a line, sorted, as breach lists are given
  /// out. Needed for `reject-compromised`; without it a short list of the commonest ones is used.
  Optional<Path> compromisedPasswordsFile();

  /// How long a start waits for a database that can't be reached yet, before it gives up with a
  /// sentence: whatever started both may have started this one first.
  @WithDefault("PT30S")
  Duration databasePatience();

  /// How long a mail waits for a connection to the mail server, and then for its answer. RFC 5321,
  /// section 4.5.3.2, allows a server minutes; a customer who waits does not.
  @WithDefault("PT20S")
  Duration mailTimeout();

  /// How long a replica's claim on a mail, a revocation or a security event holds: when a replica
  /// dies, another one takes over its work after this time. A replica that reports no progress of a
  /// task for a third of it counts as dead.
  @WithDefault("PT60S")
  Duration lease();

  /// The delay before failed background work is retried for the first time; later ones grow.
  @WithDefault("PT2S")
  Duration retryDelay();

  /// Who keeps the accounts: this service, or a realm of Keycloak ([KeycloakSettings]).
  @WithDefault("built-in")
  Keeper identity();

  /// Who else keeps what accounts are signed in with. Tokens that this service gave out are always
  /// its own; with `keycloak` the realm's sessions and tokens end together with them.
  @WithDefault("built-in")
  Keeper tokenStore();

  /// What one password hash costs, and how many are made at once.
  Hashing hashing();

  /// Other servers, by name, that are told of every force sign-in and every change of a password.
  Map<String, TokenStoreSettings> tokenStores();

  /// The addresses and networks (CIDR) of those that are not public. What is in none of them and
  /// not public either is never called, whatever a name stands for.
  Optional<List<String>> tokenStoreNetworks();

  /// How long finished things are kept.
  Retention retention();

  /// Who keeps something.
  enum Keeper {
    BUILT_IN,
    KEYCLOAK
  }

  /// Which pages there are.
  interface Pages {
    /// Those for customers: sign in, forgot password, new password, account.
    @WithDefault("false")
    @WithConverter(TrueOrFalse.class)
    boolean storefront();

    /// Those for administrators.
    @WithDefault("false")
    @WithConverter(TrueOrFalse.class)
    boolean administration();

    /// Where administrators reach the service (`https://host`, without a path). Needed for their
    /// pages: no header of a request says it.
    Optional<URI> administrationUrl();
  }

  /// One store.
  interface StoreSettings {
    /// Its name for customers.
    String name();

    /// The colour of its name and its buttons in mails, `#rrggbb`. Where it could not be read, a
    /// lighter or darker one takes its place.
    @WithDefault("#1d4fc4")
    String accentColour();

    /// The sender of its mails, an address.
    String mailFrom();

    /// Where a customer who needs a human writes to.
    String supportAddress();

    /// The languages that it speaks, its own first.
    @WithDefault("en")
    List<Locale> languages();

    /// The time zone of the times in its mails.
    @WithDefault("UTC")
    @WithConverter(TimeZoneName.class)
    ZoneId timeZone();

    /// The colour behind its name or logo on top of its pages, `#rrggbb`; that of the page where
    /// none is given.
    Optional<String> headerColour();

    /// Its logo for the pages: SVG, PNG or WebP, at most 64 KiB.
    Optional<Path> logoFile();

    /// The page that a mailed link opens.
    URI resetPasswordUrl();

    /// The page on which a customer asks for a link.
    URI forgotPasswordUrl();

    /// The page on which a customer says that somebody else changed the password, which the link of
    /// a notice opens. Beside the page for new passwords where that one is the service's own; else
    /// notices have no such link.
    Optional<URI> notMeUrl();
  }

  /// Argon2id. The defaults are OWASP's minimum (Password Storage Cheat Sheet).
  interface Hashing {
    /// Memory for one hash, in KiB.
    @WithDefault("19456")
    int memoryKib();

    /// Passes over the memory.
    @WithDefault("2")
    int iterations();

    /// Hashes that are made at once; 0 means one for each core.
    @WithDefault("0")
    int parallelHashes();

    /// Hashes that may wait; beyond them the answer is 503.
    @WithDefault("64")
    int queue();
  }

  /// How long finished things are kept before housekeeping removes them.
  interface Retention {
    /// Reset requests whose mail went out or ended otherwise.
    @WithDefault("P30D")
    Duration resetRequests();

    /// The audit trail and security events.
    @WithDefault("P365D")
    Duration events();

    /// Links and tokens after they expired.
    @WithDefault("P30D")
    Duration tokens();

    /// Force sign-ins of many after they were finished, with their idempotency keys.
    @WithDefault("P30D")
    Duration forceSignIns();
  }
}
