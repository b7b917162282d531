package dev.rekey.fake;

import dev.rekey.contract.Ports;
import dev.rekey.contract.SecurityEventDeliveriesContract;

class InMemorySecurityEventDeliveriesTest extends SecurityEventDeliveriesContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
