package dev.rekey.fake;

import dev.rekey.contract.LeftoversContract;
import dev.rekey.contract.Ports;

class InMemoryLeftoversTest extends LeftoversContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
