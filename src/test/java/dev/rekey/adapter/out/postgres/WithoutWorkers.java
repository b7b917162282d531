package dev.rekey.adapter.out.postgres;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/// The service without the worker that claims recorded requests: here the tests claim them. The
/// profile has a database of its own, so that they may also empty its tables.
public final class WithoutWorkers implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("quarkus.arc.exclude-types", "dev.rekey.adapter.in.worker.ResetMailWorker");
  }
}
