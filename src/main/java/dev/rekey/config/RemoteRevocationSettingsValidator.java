package dev.rekey.config;

import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.customer.SubjectFormat;
import java.util.regex.Pattern;

/// Validates [RemoteRevocationSettings].
final class RemoteRevocationSettingsValidator {
  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?");

  // RFC 6750, section 2.1
  private static final Pattern BEARER = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

  private RemoteRevocationSettingsValidator() {}

  static void check(Settings settings) {
    settings.remoteRevocations().forEach(RemoteRevocationSettingsValidator::check);
    if (settings.identity() == IdentityBackend.KEYCLOAK
        && settings.remoteRevocations().containsKey("keycloak")) {
      throw new InvalidConfiguration(
          "rekey.remote-revocations.keycloak",
          "must have another name: 'keycloak' is the realm while rekey.identity is keycloak");
    }
  }

  private static void check(String name, RemoteRevocationSettings store) {
    String prefix = "rekey.remote-revocations." + name + ".";
    if (!NAME.matcher(name).matches()) {
      throw new InvalidConfiguration(
          "rekey.remote-revocations." + name, "must have a name of 1 to 40 of a-z, 0-9, hyphen");
    }
    if (!BEARER.matcher(store.bearerToken()).matches()) {
      throw new InvalidConfiguration(prefix + "bearer-token", "must be a bearer token (RFC 6750)");
    }
    if (store.subject() == SubjectFormat.ISS_SUB && store.issuer().isEmpty()) {
      throw new InvalidConfiguration(
          prefix + "issuer", "is missing while " + prefix + "subject is ISS_SUB");
    }
  }
}
