package dev.rekey.local.stack;

import java.util.LinkedHashMap;
import java.util.Map;

/// The store of the local stack, as the service is told of it.
final class DemoStore {

  private DemoStore() {}

  /// Its settings by their names in the configuration, for a service on `port`.
  static Map<String, String> settings(int port) {
    String prefix = "rekey.stores.default.";
    String pages = "http://localhost:" + port;
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(prefix + "name", "Demo Store");
    settings.put(prefix + "mail-from", "no-reply@demo-store.example");
    settings.put(prefix + "support-address", "support@demo-store.example");
    settings.put(prefix + "languages", "en,sv,fr,ja,zh-Hans");
    settings.put(prefix + "reset-password-url", pages + "/reset-password");
    settings.put(prefix + "forgot-password-url", pages + "/forgot-password");
    settings.put(prefix + "not-me-url", pages + "/not-me");
    // used where the administrators' pages are on
    settings.put("rekey.pages.administration-url", pages);
    String tenant = "quarkus.oidc.administration.";
    settings.put(tenant + "client-id", IdentityProvider.ADMINISTRATION);
    settings.put(tenant + "credentials.secret", "a-secret-of-the-local-stack-only-0");
    // not every browser keeps such a cookie of http://localhost
    settings.put(tenant + "authentication.cookie-force-secure", "false");
    String events = "rekey.security-events.";
    settings.put(events + "signing-keys", SigningKey.ofTheLocalStack().toString());
    settings.put(events + "issuer", pages);
    settings.put(events + "secret", "another-secret-of-the-local-stack-only");
    settings.put(events + "receivers", "127.0.0.0/8,::1");
    return settings;
  }
}
