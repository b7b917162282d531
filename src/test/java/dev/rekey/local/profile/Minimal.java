package dev.rekey.local.profile;

import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/// The service with the required settings only: everything that can be off is off, and passwords
/// are hashed as in production.
public final class Minimal implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "rekey.security-events.signing-keys", "",
        "rekey.security-events.issuer", "",
        "rekey.security-events.secret", "");
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(LocalStackResource.with(LocalStackResource.PRODUCTION_HASHING));
  }
}
