package dev.rekey.fake;

import dev.rekey.contract.Ports;
import dev.rekey.contract.UnitOfWorkContract;

class ImmediateUnitOfWorkTest extends UnitOfWorkContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
