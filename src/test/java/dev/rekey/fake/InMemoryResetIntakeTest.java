package dev.rekey.fake;

import dev.rekey.contract.Ports;
import dev.rekey.contract.ResetIntakeContract;

class InMemoryResetIntakeTest extends ResetIntakeContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
