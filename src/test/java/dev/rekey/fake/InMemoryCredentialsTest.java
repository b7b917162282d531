package dev.rekey.fake;

import dev.rekey.contract.CredentialsContract;
import dev.rekey.contract.Ports;

class InMemoryCredentialsTest extends CredentialsContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
