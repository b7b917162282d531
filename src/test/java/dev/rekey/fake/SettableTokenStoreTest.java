package dev.rekey.fake;

import dev.rekey.application.port.RemoteTokenStore;
import dev.rekey.application.port.RemoteTokenStore.Answer;
import dev.rekey.contract.Ports;
import dev.rekey.contract.RemoteTokenStoreContract;
import dev.rekey.domain.customer.CustomerId;
import java.util.Collections;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;

class SettableTokenStoreTest extends RemoteTokenStoreContract {
  private final InMemoryPorts ports = new InMemoryPorts();
  private final SettableTokenStore store = new SettableTokenStore("erp");

  @BeforeEach
  void start() {
    store.knows(customer -> ports.customers().find(customer).isPresent());
  }

  @Override
  protected Ports ports() {
    return ports;
  }

  @Override
  protected RemoteTokenStore store() {
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
