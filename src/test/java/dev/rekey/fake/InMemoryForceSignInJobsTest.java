package dev.rekey.fake;

import dev.rekey.contract.ForceSignInJobsContract;
import dev.rekey.contract.Ports;

class InMemoryForceSignInJobsTest extends ForceSignInJobsContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
