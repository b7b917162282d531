package dev.rekey.adapter.out.keycloak;

import dev.rekey.contract.CredentialsContract;
import dev.rekey.contract.Ports;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;

@QuarkusTest
@TestProfile(WithKeycloak.class)
@WithTestResource(LocalStackResource.class)
class KeycloakCredentialsTest extends CredentialsContract {
  @Inject KeycloakPorts ports;

  @Override
  protected Ports ports() {
    return ports;
  }
}
