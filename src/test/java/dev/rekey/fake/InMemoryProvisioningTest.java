package dev.rekey.fake;

import dev.rekey.contract.Ports;
import dev.rekey.contract.ProvisioningContract;

class InMemoryProvisioningTest extends ProvisioningContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
