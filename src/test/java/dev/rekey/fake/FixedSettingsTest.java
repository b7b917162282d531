package dev.rekey.fake;

import dev.rekey.contract.Ports;
import dev.rekey.contract.SettingsStoreContract;

class FixedSettingsTest extends SettingsStoreContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
