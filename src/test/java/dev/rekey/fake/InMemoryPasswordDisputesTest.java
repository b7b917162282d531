package dev.rekey.fake;

import dev.rekey.contract.PasswordDisputesContract;
import dev.rekey.contract.Ports;

class InMemoryPasswordDisputesTest extends PasswordDisputesContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
