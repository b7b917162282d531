package dev.rekey.config;

import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.settings.Setting;
import dev.rekey.domain.store.Store;
import dev.rekey.domain.store.StoreId;
import dev.rekey.domain.store.Stores;
import dev.rekey.message.Languages;
import io.smallrye.config.SmallRyeConfig;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Validates [Settings] and turns them into values of the domain.
public final class SettingsValidator {
  private SettingsValidator() {}

  /// Checks all settings. [Main] calls it once, before Quarkus starts.
  public static void check(SmallRyeConfig config, Settings settings) {
    EnvironmentVariables.check(config);
    RangeValidator.check("rekey", Settings.class, settings);
    ServiceSettings _ = defaults(config);
    storefrontPages(settings);
    if (settings.pages().administration() && settings.pages().administrationUrl().isEmpty()) {
      throw new InvalidConfiguration(
          "rekey.pages.administration-url", "is missing while rekey.pages.administration is true");
    }
    OutboxSettings _ = OutboxSettingsValidator.outbox(settings);
    RemoteRevocationSettingsValidator.check(settings);
    senders(settings);
    KeycloakSettingsValidator.check(settings);
    SecurityEventSettingsValidator.check(settings);
    settings
        .compromisedPasswordsFile()
        .filter(file -> !Files.isRegularFile(file) || !Files.isReadable(file))
        .ifPresent(file -> {
          throw new InvalidConfiguration(
              "rekey.compromised-passwords-file", "must name a readable file");
        });
  }

  /// The configured values of the settings that `PATCH /settings` changes.
  public static ServiceSettings defaults(SmallRyeConfig config) {
    Map<Setting, String> values = new EnumMap<>(Setting.class);
    for (Setting setting : Setting.values()) {
      values.put(setting, value(setting, config));
    }
    try {
      return ServiceSettings.of(values);
    } catch (ServiceSettings.InvalidSetting invalid) {
      throw new InvalidConfiguration(
          "rekey." + invalid.setting().key(),
          "has the invalid value '" + values.get(invalid.setting()) + "'");
    }
  }

  private static String value(Setting setting, SmallRyeConfig config) {
    String property = "rekey." + setting.key();
    String value = config.getConfigValue(property).getValue();
    if (value == null) {
      return setting.defaultValue();
    }
    try {
      // Quarkus accepts more forms of a duration than ISO 8601: 10M
      return setting.kind() == Setting.Kind.DURATION
          ? config.getOptionalValue(property, Duration.class).map(Duration::toString).orElse(value)
          : value;
    } catch (IllegalArgumentException invalid) {
      return value;
    }
  }

  public static Stores stores(Settings settings) {
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
                          "rekey.stores." + id, "must have an id of 1 to 64 of a-z, 0-9, hyphen"));
          stores.put(storeId, store(storeId, store, settings.pages().storefront()));
        });
    return new Stores(stores);
  }

  private static Store store(StoreId id, StoreSettings store, boolean ownPages) {
    String prefix = "rekey.stores." + id + ".";
    if (store.name().isBlank() || store.name().chars().anyMatch(Character::isISOControl)) {
      throw new InvalidConfiguration(prefix + "name", "must be a name without control characters");
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
        store.accentColour(),
        store.mailFrom().deliverable(),
        store.supportAddress().value(),
        store.languages(),
        store.timeZone(),
        store.resetPasswordUrl(),
        store.forgotPasswordUrl(),
        store
            .notMeUrl()
            .orElseGet(() -> ownPages ? WebUrls.ownNotMePage(id, store.resetPasswordUrl()) : null));
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
    // browsers send the sign-in cookie only over TLS or to this machine
    if (!WebUrls.isSafe(page)) {
      throw new InvalidConfiguration(
          property,
          "must start with https:// while rekey.pages.storefront is true (http:// only for"
              + " localhost, 127.0.0.1 and [::1])");
    }
    // a customer would set the password in one store and be sent to the sign-in page of another
    Store owner = owners.put(page, store);
    if (owner != null && !owner.id().equals(store.id())) {
      throw new InvalidConfiguration(
          property,
          "is also the page of the store '%s'; pages of this store are below /stores/%s/"
              .formatted(owner.id(), store.id()));
    }
  }

  private static void senders(Settings settings) {
    Set<String> issuers = new HashSet<>();
    settings
        .trustedIssuers()
        .forEach((name, sender) -> {
          String property = "rekey.trusted-issuers." + name + ".issuer";
          if (sender.issuer().isBlank() || sender.issuer().chars().anyMatch(one -> one <= ' ')) {
            throw new InvalidConfiguration(property, "must not contain white space");
          }
          if (!issuers.add(sender.issuer())) {
            throw new InvalidConfiguration(property, "is also set for another trusted issuer");
          }
        });
    if (!issuers.isEmpty() && settings.publicUrl().isEmpty()) {
      throw new InvalidConfiguration(
          "rekey.public-url",
          "is missing: it is the audience of signed calls (rekey.trusted-issuers)");
    }
  }
}
