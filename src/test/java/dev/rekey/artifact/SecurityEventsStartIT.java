package dev.rekey.artifact;

import dev.rekey.local.SigningKey;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A configuration of security events that makes no sense stops the start with a sentence that
/// names what.
class SecurityEventsStartIT {
  private static final String SECRET = "at-least-thirty-two-characters-long";

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "REKEY_SECURITY_EVENTS_SIGNING_KEYS, /nowhere.pem",
        "REKEY_SECURITY_EVENTS_ISSUER, none",
        "REKEY_SECURITY_EVENTS_ISSUER, http://rekey.shop.example",
        "REKEY_SECURITY_EVENTS_ISSUER, https://rekey.shop.example/path",
        "REKEY_SECURITY_EVENTS_SECRET, none",
        "REKEY_SECURITY_EVENTS_SECRET, too-short",
        "REKEY_SECURITY_EVENTS_RECEIVERS, https://receiver.example/events",
        "REKEY_SECURITY_EVENTS_SUBJECTS, PHONE"
      })
  void whatIsMissingOrSenselessIsNamed(String name, @Nullable String value) {
    Map<String, String> environment = withEvents();
    if (value == null) {
      environment.remove(name);
    } else {
      environment.put(name, value);
    }

    StartRefusalIT.assertRefused(Start.with(environment), name);
  }

  @Test
  void theAddressThatEverybodyElseUsesIsEnough() {
    Map<String, String> environment = withEvents();
    environment.remove("REKEY_SECURITY_EVENTS_ISSUER");
    environment.put("REKEY_PUBLIC_URL", "https://rekey.shop.example");
    environment.put("REKEY_SECURITY_EVENTS_SUBJECTS", "EMAIL");
    environment.put("REKEY_SECURITY_EVENTS_SECRET", "too-short");

    StartRefusalIT.assertRefused(Start.with(environment), "REKEY_SECURITY_EVENTS_SECRET");
  }

  private static Map<String, String> withEvents() {
    Map<String, String> environment = new HashMap<>(Start.sensible());
    environment.put("REKEY_SECURITY_EVENTS_SIGNING_KEYS", SigningKey.ofTheLocalStack().toString());
    environment.put("REKEY_SECURITY_EVENTS_ISSUER", "https://rekey.shop.example");
    environment.put("REKEY_SECURITY_EVENTS_SECRET", SECRET);
    return environment;
  }
}
