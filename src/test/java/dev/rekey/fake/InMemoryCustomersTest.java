package dev.rekey.fake;

import dev.rekey.contract.CustomersContract;
import dev.rekey.contract.Ports;

class InMemoryCustomersTest extends CustomersContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
