package dev.rekey;

import dev.rekey.adapter.in.web.Brand;
import dev.rekey.adapter.in.web.Brands;
import dev.rekey.adapter.in.web.Logo;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.customer.Colour;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.customer.Store;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.customer.Stores;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.settings.Setting;
import dev.rekey.http.Network;
import dev.rekey.message.Languages;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Turns [Settings] into values of the domain, or says in one sentence what is wrong with them.
final class Configured {
  private Configured() {}

  /// Looks at everything, so that a senseless setting stops the start and not a customer.
  static void check(Settings settings) {
    defaults(settings);
    storefrontPages(settings);
    administration(settings);
    publicUrl(settings);
    brands(settings);
    OutboxSettings _ = OutboxConfigured.outbox(settings);
    Settings.Hashing hashing = settings.hashing();
    inRange("rekey.hashing.memory-kib", hashing.memoryKib(), 8, 1 << 20);
    inRange("rekey.hashing.iterations", hashing.iterations(), 1, 100);
    inRange("rekey.hashing.parallel-hashes", hashing.parallelHashes(), 0, 1024);
    inRange("rekey.hashing.queue", hashing.queue(), 1, 100_000);
    Settings.Retention retention = settings.retention();
    positive("rekey.retention.reset-requests", retention.resetRequests());
    positive("rekey.retention.events", retention.events());
    positive("rekey.retention.tokens", retention.tokens());
    positive("rekey.retention.force-sign-ins", retention.forceSignIns());
    settings.trustedProxies().orElse(List.of()).forEach(Configured::network);
    TokenStoresConfigured.check(settings);
    settings.corsOrigins().orElse(List.of()).forEach(WebAddresses::checkOrigin);
    inRange("rekey.trusted-proxy-hops", settings.trustedProxyHops(), 1, 16);
    settings
        .compromisedPasswordsFile()
        .filter(file -> !Files.isRegularFile(file) || !Files.isReadable(file))
        .ifPresent(file -> {
          throw new InvalidConfiguration(
              "rekey.compromised-passwords-file", "names a file that can't be read");
        });
  }

  static ServiceSettings defaults(Settings settings) {
    Map<Setting, Object> configured = new EnumMap<>(Setting.class);
    configured.put(Setting.PROTECTION, settings.protection());
    configured.put(Setting.MAX_REQUESTS_PER_HOUR, settings.maxRequestsPerHour());
    configured.put(Setting.MAX_REQUESTS_PER_HOUR_PER_IP, settings.maxRequestsPerHourPerIp());
    configured.put(Setting.MIN_INTERVAL, settings.minInterval());
    configured.put(Setting.ADMIN_MAX_REQUESTS_PER_HOUR, settings.adminMaxRequestsPerHour());
    configured.put(Setting.LINK_LIFETIME, settings.linkLifetime());
    configured.put(Setting.MINIMUM_LENGTH, settings.minimumLength());
    configured.put(Setting.SPACES_ALLOWED, settings.spacesAllowed());
    configured.put(Setting.REQUIRED_CHARACTER_CLASSES, settings.requiredCharacterClasses());
    configured.put(Setting.MAXIMUM_LENGTH, settings.maximumLength());
    configured.put(Setting.REJECT_COMPROMISED, settings.rejectCompromised());
    configured.put(Setting.LOCKOUT_FAILURES, settings.lockoutFailures());
    configured.put(Setting.LOCKOUT_TIME, settings.lockoutTime());
    configured.put(Setting.ACCESS_TOKEN_LIFETIME, settings.accessTokenLifetime());
    Map<Setting, String> texts = new EnumMap<>(Setting.class);
    configured.forEach((setting, value) -> texts.put(setting, value.toString()));
    try {
      return ServiceSettings.of(texts);
    } catch (ServiceSettings.InvalidSetting invalid) {
      throw new InvalidConfiguration(
          "rekey." + invalid.setting().key(),
          "has the value '" + texts.get(invalid.setting()) + "', which it can't take");
    }
  }

  static Stores stores(Settings settings) {
    if (!settings.stores().containsKey(StoreId.DEFAULT.value())) {
      throw new InvalidConfiguration("rekey.stores.default.name", "is missing");
    }
    Map<StoreId, Store> stores = new HashMap<>();
    settings
        .stores()
        .forEach((id, store) -> {
          StoreId storeId =
              StoreId.parse(id)
                  .orElseThrow(() ->
                      new InvalidConfiguration(
                          "rekey.stores." + id, "is not a store id: 1 to 64 of a-z, 0-9, hyphen"));
          stores.put(storeId, store(storeId, store, settings.pages().storefront()));
        });
    return new Stores(stores);
  }

  private static Store store(StoreId id, Settings.StoreSettings store, boolean ownPages) {
    String prefix = "rekey.stores." + id + ".";
    if (store.name().isBlank() || store.name().chars().anyMatch(Character::isISOControl)) {
      throw new InvalidConfiguration(prefix + "name", "is not a name");
    }
    for (Locale language : store.languages()) {
      if (!Languages.ALL.contains(language)) {
        throw new InvalidConfiguration(
            prefix + "languages",
            "has '%s', but there are texts in en, sv, fr, ja and zh-Hans only"
                .formatted(language.toLanguageTag()));
      }
    }
    return new Store(
        id,
        store.name(),
        colour(prefix + "accent-colour", store.accentColour()),
        address(prefix + "mail-from", store.mailFrom()),
        address(prefix + "support-address", store.supportAddress()),
        store.languages(),
        store.timeZone(),
        WebAddresses.page(prefix + "reset-password-url", store.resetPasswordUrl()),
        WebAddresses.page(prefix + "forgot-password-url", store.forgotPasswordUrl()),
        store
            .notMeUrl()
            .map(url -> WebAddresses.page(prefix + "not-me-url", url))
            .orElseGet(
                () -> ownPages ? WebAddresses.besideOwn(id, store.resetPasswordUrl()) : null));
  }

  /// What the stores' pages look like.
  static Brands brands(Settings settings) {
    Map<StoreId, Brand> brands = new HashMap<>();
    settings
        .stores()
        .forEach((id, store) -> {
          String prefix = "rekey.stores." + id + ".";
          brands.put(
              new StoreId(id),
              new Brand(
                  store
                      .headerColour()
                      .map(text -> colour(prefix + "header-colour", text))
                      .orElse(null),
                  store.logoFile().map(file -> logo(prefix + "logo-file", file)).orElse(null)));
        });
    return new Brands(brands);
  }

  private static Logo logo(String property, Path file) {
    try {
      return Logo.read(file);
    } catch (IllegalArgumentException notALogo) {
      throw new InvalidConfiguration(property, String.valueOf(notALogo.getMessage()));
    }
  }

  private static Colour colour(String property, String colour) {
    return Colour.parse(colour)
        .orElseThrow(() ->
            new InvalidConfiguration(
                property, "is '%s', which is no colour (#rrggbb)".formatted(colour)));
  }

  private static void storefrontPages(Settings settings) {
    Map<URI, Store> owners = new HashMap<>();
    for (Store store : stores(settings).all()) {
      if (settings.pages().storefront()) {
        String prefix = "rekey.stores." + store.id() + ".";
        storefrontPage(prefix + "reset-password-url", store.resetPasswordPage(), store, owners);
        storefrontPage(prefix + "forgot-password-url", store.forgotPasswordPage(), store, owners);
        URI notMe = store.notMePage();
        if (notMe != null) {
          storefrontPage(prefix + "not-me-url", notMe, store, owners);
        }
      }
    }
  }

  private static void storefrontPage(
      String property, URI page, Store store, Map<URI, Store> owners) {
    // a sign-in is kept in a cookie that no browser sends, and no page gets, without TLS
    if (!"https".equals(page.getScheme()) && !"localhost".equals(page.getHost())) {
      throw new InvalidConfiguration(
          property,
          "has to begin with https:// while rekey.pages.storefront is true (http:// is taken for"
              + " localhost alone)");
    }
    // who set a new password there would be sent to where it signs nobody in
    Store owner = owners.put(page, store);
    if (owner != null && !owner.id().equals(store.id())) {
      throw new InvalidConfiguration(
          property,
          "is the page of the store '%s' too; this store's are below /stores/%s/"
              .formatted(owner.id(), store.id()));
    }
  }

  // forms are taken from there alone, and the identity provider sends administrators back there
  private static void administration(Settings settings) {
    if (!settings.pages().administration()) {
      return;
    }
    String property = "rekey.pages.administration-url";
    URI url =
        settings
            .pages()
            .administrationUrl()
            .orElseThrow(() ->
                new InvalidConfiguration(
                    property, "is missing while rekey.pages.administration is true"));
    host(property, url);
  }

  /// Where others reach the service, if that is known.
  static Optional<URI> publicUrl(Settings settings) {
    settings.publicUrl().ifPresent(url -> host("rekey.public-url", url));
    return settings.publicUrl();
  }

  private static void host(String property, URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    if (!isSafe(url) || !url.toString().equals(url.getScheme() + "://" + url.getHost() + port)) {
      throw new InvalidConfiguration(
          property,
          "is not the address of a host (https://rekey.shop.example, without a path; http:// is taken"
              + " for localhost alone)");
    }
  }

  /// Whether what is sent to `url` is read by nobody else.
  static boolean isSafe(URI url) {
    return "https".equals(url.getScheme())
        || ("http".equals(url.getScheme()) && "localhost".equals(url.getHost()));
  }

  private static String address(String property, String address) {
    return EmailAddress.parse(address)
        .map(EmailAddress::value)
        .orElseThrow(() -> new InvalidConfiguration(property, "is not an e-mail address"));
  }

  private static void network(String proxy) {
    try {
      Network.of(proxy);
    } catch (IllegalArgumentException notANetwork) {
      throw new InvalidConfiguration(
          "rekey.trusted-proxies",
          "has '" + proxy + "', which is no address and no network (CIDR)");
    }
  }

  private static void positive(String property, Duration value) {
    if (!value.isPositive()) {
      throw new InvalidConfiguration(property, "is %s, but has to be positive".formatted(value));
    }
  }

  private static void inRange(String property, int value, int least, int greatest) {
    if (value < least || value > greatest) {
      throw new InvalidConfiguration(
          property, "is %d, but has to be from %d to %d".formatted(value, least, greatest));
    }
  }
}
