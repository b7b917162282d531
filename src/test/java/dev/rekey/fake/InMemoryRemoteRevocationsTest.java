package dev.rekey.fake;

import dev.rekey.contract.Ports;
import dev.rekey.contract.RemoteRevocationsContract;

class InMemoryRemoteRevocationsTest extends RemoteRevocationsContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
