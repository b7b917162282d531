package dev.rekey.fake;

import dev.rekey.contract.AuditTrailContract;
import dev.rekey.contract.Ports;

class RecordingAuditTrailTest extends AuditTrailContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
