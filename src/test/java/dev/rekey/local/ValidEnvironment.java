package dev.rekey.local;

import java.util.HashMap;
import java.util.Map;

/// Environment variables of a complete and valid configuration.
public final class ValidEnvironment {
  private ValidEnvironment() {}

  /// All variables that have no default. No server listens at the addresses.
  public static Map<String, String> create() {
    Map<String, String> environment = new HashMap<>();
    environment.put("QUARKUS_HTTP_HOST", "localhost");
    environment.put("QUARKUS_HTTP_PORT", "8080");
    environment.put("QUARKUS_DATASOURCE_JDBC_URL", "jdbc:postgresql://localhost:1/rekey");
    environment.put("QUARKUS_DATASOURCE_USERNAME", "rekey");
    environment.put("QUARKUS_DATASOURCE_PASSWORD", "rekey");
    environment.put("QUARKUS_MAILER_HOST", "localhost");
    environment.put("QUARKUS_MAILER_PORT", "1");
    environment.put("QUARKUS_OIDC_AUTH_SERVER_URL", "http://localhost:1/realms/shop");
    environment.putAll(store("DEFAULT", "Main Shop"));
    environment.put("REKEY_DATABASE_PATIENCE", "PT0S");
    return environment;
  }

  /// The variables of a store that have no default.
  public static Map<String, String> store(String id, String name) {
    String prefix = "REKEY_STORES_" + id + "_";
    return Map.of(
        prefix + "NAME", name,
        prefix + "MAIL_FROM", "no-reply@shop.example",
        prefix + "SUPPORT_ADDRESS", "support@shop.example",
        prefix + "RESET_PASSWORD_URL", "https://shop.example/reset",
        prefix + "FORGOT_PASSWORD_URL", "https://shop.example/forgot");
  }
}
