package dev.rekey.adapter.out.postgres;

import dev.rekey.contract.CustomerRegistryContract;
import dev.rekey.contract.Ports;
import dev.rekey.local.LocalStackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;

@QuarkusTest
@TestProfile(WithoutWorkers.class)
@WithTestResource(LocalStackResource.class)
class PostgresProvisioningTest extends CustomerRegistryContract {
  @Inject PostgresPorts ports;

  @Override
  protected Ports ports() {
    return ports;
  }
}
