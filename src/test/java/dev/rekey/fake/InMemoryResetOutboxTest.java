package dev.rekey.fake;

import dev.rekey.contract.Ports;
import dev.rekey.contract.ResetOutboxContract;

class InMemoryResetOutboxTest extends ResetOutboxContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
