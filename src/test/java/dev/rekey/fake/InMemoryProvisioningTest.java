package dev.rekey.fake;

import dev.rekey.contract.CustomerRegistryContract;
import dev.rekey.contract.Ports;

class InMemoryProvisioningTest extends CustomerRegistryContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
