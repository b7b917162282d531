package dev.rekey.fake;

import dev.rekey.application.port.RemoteTokenStore;
import dev.rekey.application.port.RemoteTokenStore.Answer;
import dev.rekey.contract.Ports;
import dev.rekey.contract.RemoteTokenStoreContract;
import dev.rekey.domain.customer.CustomerId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;

class SettableTokenStoreTest extends RemoteTokenStoreContract {
  private final InMemoryPorts ports = new InMemoryPorts();
  private final List<CustomerId> ended = new ArrayList<>();
  private final SettableTokenStore store = new SettableTokenStore("erp");

  @BeforeEach
  void start() {
    reachable(true);
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
    int before = Collections.frequency(ended, customer);
    return () -> Collections.frequency(ended, customer) == before;
  }

  @Override
  protected void reachable(boolean reachable) {
    store.answers(() -> reachable ? answer(store.told().getLast()) : Answer.UNAVAILABLE);
  }

  private Answer answer(CustomerId customer) {
    if (ports.customers().find(customer).isEmpty()) {
      return Answer.UNKNOWN_CUSTOMER;
    }
    ended.add(customer);
    return Answer.ENDED;
  }
}
