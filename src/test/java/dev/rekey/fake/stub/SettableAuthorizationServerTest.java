package dev.rekey.fake.stub;

import dev.rekey.application.port.revocation.RemoteAuthorizationServer;
import dev.rekey.application.port.revocation.RemoteAuthorizationServer.Answer;
import dev.rekey.contract.Ports;
import dev.rekey.contract.RemoteAuthorizationServerContract;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.fake.InMemoryPorts;
import java.util.Collections;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;

class SettableAuthorizationServerTest extends RemoteAuthorizationServerContract {
  private final InMemoryPorts ports = new InMemoryPorts();
  private final SettableAuthorizationServer store = new SettableAuthorizationServer("erp");

  @BeforeEach
  void start() {
    store.knows(customer -> ports.customers().find(customer).isPresent());
  }

  @Override
  protected Ports ports() {
    return ports;
  }

  @Override
  protected RemoteAuthorizationServer store() {
    return store;
  }

  @Override
  protected BooleanSupplier signIn(CustomerId customer) {
    int before = Collections.frequency(store.ended(), customer);
    return () -> Collections.frequency(store.ended(), customer) == before;
  }

  @Override
  protected void goAway() {
    store.answers(() -> Answer.UNAVAILABLE);
  }

  @Override
  protected void comeBack() {
    store.answers(() -> Answer.ENDED);
  }
}
