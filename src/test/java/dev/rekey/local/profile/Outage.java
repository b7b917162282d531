package dev.rekey.local.profile;

import dev.rekey.local.fixture.GlobalRevocationServer;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.List;
import java.util.Map;

/// The service with all pages and without CORS, and with servers around it that tests stop and
/// start again: its own PostgreSQL, its identity provider, and a remote authorization server.
public final class Outage implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("rekey.pages.storefront", "true", "rekey.pages.administration", "true");
  }

  @Override
  public List<TestResourceEntry> testResources() {
    return List.of(
        LocalStackResource.with(LocalStackResource.OWN_DATABASE_SERVER),
        new TestResourceEntry(GlobalRevocationServer.class));
  }
}
