package dev.rekey.fake;

import dev.rekey.contract.Ports;
import dev.rekey.contract.SignInAttemptsContract;

class InMemorySignInAttemptsTest extends SignInAttemptsContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
