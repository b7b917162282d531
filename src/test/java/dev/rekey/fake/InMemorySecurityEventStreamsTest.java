package dev.rekey.fake;

import dev.rekey.contract.Ports;
import dev.rekey.contract.SecurityEventStreamsContract;

class InMemorySecurityEventStreamsTest extends SecurityEventStreamsContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
