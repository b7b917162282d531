package dev.rekey.local.profile;

import dev.rekey.local.fixture.SigningIssuersResource;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The service with all pages, CORS for two origins, trusted issuers, a second store that is
/// reached over TLS and a third one beside the first.
///
/// Remote revocations are not among it, since they change what a force sign-in answers: [Outage].
public final class AllFeatures implements QuarkusTestProfile {
  /// The first of the two origins; the other is `http://localhost:5173`.
  public static final String SHOP = "https://shop.example";

  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("rekey.cors-origins", SHOP + ",http://localhost:5173");
    settings.put("rekey.pages.administration", "true");
    settings.put("rekey.pages.storefront", "true");
    settings.put("rekey.stores.north.name", "North <b>&\"Sons\"</b>");
    settings.put("rekey.stores.north.mail-from", "no-reply@north.example");
    settings.put("rekey.stores.north.support-address", "help@north.example");
    settings.put("rekey.stores.north.languages", "sv,en");
    settings.put("rekey.stores.north.accent-colour", "#ffd400");
    settings.put("rekey.stores.north.header-colour", "#102030");
    settings.put("rekey.stores.north.logo-file", "src/test/resources/pages/north.svg");
    settings.put(
        "rekey.stores.north.reset-password-url",
        "https://north.example/stores/north/reset-password");
    settings.put(
        "rekey.stores.north.forgot-password-url",
        "https://north.example/stores/north/forgot-password");
    settings.put("rekey.stores.south.name", "South");
    settings.put("rekey.stores.south.mail-from", "no-reply@south.example");
    settings.put("rekey.stores.south.support-address", "help@south.example");
    settings.put(
        "rekey.stores.south.reset-password-url",
        "http://localhost:8080/stores/south/reset-password");
    settings.put(
        "rekey.stores.south.forgot-password-url",
        "http://localhost:8080/stores/south/forgot-password");
    return settings;
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(LocalStackResource.with(), new TestResourceEntry(SigningIssuersResource.class));
  }
}
