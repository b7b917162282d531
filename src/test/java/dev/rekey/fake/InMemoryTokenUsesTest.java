package dev.rekey.fake;

import dev.rekey.contract.Ports;
import dev.rekey.contract.TokenUsesContract;

class InMemoryTokenUsesTest extends TokenUsesContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
