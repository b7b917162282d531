package dev.rekey.fake;

import dev.rekey.contract.OAuthTokensContract;
import dev.rekey.contract.Ports;

class InMemoryOAuthTokensTest extends OAuthTokensContract {
  private final InMemoryPorts ports = new InMemoryPorts();

  @Override
  protected Ports ports() {
    return ports;
  }
}
