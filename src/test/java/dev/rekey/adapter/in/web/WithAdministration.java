package dev.rekey.adapter.in.web;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// A service with the pages of administrators.
public final class WithAdministration implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("rekey.pages.administration", "true");
  }
}
