package dev.rekey.fake;

import dev.rekey.contract.Ports;
import dev.rekey.contract.SpentCallsContract;

class InMemorySpentCallsTest extends SpentCallsContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
