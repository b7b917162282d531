package dev.rekey;

import static dev.rekey.RefusedStart.assertRefused;

import dev.rekey.local.fixture.ValidEnvironment;
import dev.rekey.local.stack.SigningKey;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An invalid configuration of security events aborts startup with one sentence that names the
/// setting.
class SecurityEventsStartTest {
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
    assertRefused(withEvents(), name, value, name);
  }

  @Test
  void theAddressThatEverybodyElseUsesIsEnough() {
    Map<String, String> environment = withEvents();
    environment.remove("REKEY_SECURITY_EVENTS_ISSUER");
    environment.put("REKEY_PUBLIC_URL", "https://rekey.shop.example");
    environment.put("REKEY_SECURITY_EVENTS_SUBJECTS", "EMAIL");
    environment.put("REKEY_SECURITY_EVENTS_SECRET", "too-short");

    assertRefused(environment, "REKEY_SECURITY_EVENTS_SECRET");
  }

  private static Map<String, String> withEvents() {
    Map<String, String> environment = ValidEnvironment.create();
    environment.put("REKEY_SECURITY_EVENTS_SIGNING_KEYS", SigningKey.ofTheLocalStack().toString());
    environment.put("REKEY_SECURITY_EVENTS_ISSUER", "https://rekey.shop.example");
    environment.put("REKEY_SECURITY_EVENTS_SECRET", SECRET);
    return environment;
  }
}
