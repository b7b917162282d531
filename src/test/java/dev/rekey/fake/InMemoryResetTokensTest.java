package dev.rekey.fake;

import dev.rekey.contract.Ports;
import dev.rekey.contract.ResetTokensContract;

class InMemoryResetTokensTest extends ResetTokensContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
