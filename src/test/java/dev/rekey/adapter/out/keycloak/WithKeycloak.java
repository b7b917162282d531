package dev.rekey.adapter.out.keycloak;

import dev.rekey.local.fixture.KeycloakResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/// The service with its customers in a realm, and without the worker that claims recorded requests.
public final class WithKeycloak implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("quarkus.arc.exclude-types", "dev.rekey.adapter.in.worker.ResetMailWorker");
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(new TestResourceEntry(KeycloakResource.class));
  }
}
