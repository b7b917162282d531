package dev.rekey.adapter.out.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.fake.InMemoryCredentials;
import dev.rekey.fake.InMemoryCustomers;
import dev.rekey.fake.InMemoryStore;
import dev.rekey.fake.stub.PlainHashing;
import dev.rekey.fake.stub.SettableClock;
import dev.rekey.local.fixture.KeycloakFixture;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// Who waits for Keycloak holds a connection and a customer's lock.
class KeycloakTurnsTest {
  private final InMemoryStore store = new InMemoryStore(new SettableClock(Instant.EPOCH));
  private final InMemoryCustomers customers = new InMemoryCustomers(store);
  private final KeycloakCredentials credentials =
      new KeycloakCredentials(
          new KeycloakAdminApi(
              new KeycloakRealm(
                  URI.create("http://localhost:1/"),
                  "shop",
                  "rekey",
                  "secret",
                  Duration.ofSeconds(1)),
              KeycloakFixture.TRUST),
          customers,
          new InMemoryCredentials(store, new PlainHashing()),
          () -> "unknown");

  @Test
  void oneCustomerTakesOneTurnAtATime() {
    CustomerId maria = new CustomerId("maria");

    assertThatThrownBy(
            () -> credentials.serialized(maria, () -> credentials.serialized(maria, () -> "twice")))
        .isInstanceOf(TemporarilyUnavailable.class);

    assertThat(credentials.serialized(maria, () -> "again")).isEqualTo("again");
  }

  @Test
  void noMoreThanAFewCustomersHaveTheirTurnAtOnce() {
    assertThatThrownBy(() -> nested(6)).isInstanceOf(TemporarilyUnavailable.class);

    assertThat(nested(5)).isEqualTo("all of them");
  }

  @Test
  void whoComesSixthWaitsForATurn() throws Exception {
    CountDownLatch sixthWaits = new CountDownLatch(1);
    CountDownLatch allHaveTheirs = new CountDownLatch(5);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 5; i++) {
        CustomerId one = new CustomerId("first-" + i);
        Future<?> _ =
            threads.submit(() ->
                credentials.serialized(
                    one,
                    () -> {
                      allHaveTheirs.countDown();
                      return whenever(sixthWaits);
                    }));
      }
      boolean _ = whenever(allHaveTheirs);

      CompletableFuture<String> had = new CompletableFuture<>();
      Thread sixth =
          Thread.ofVirtual()
              .start(() ->
                  had.complete(credentials.serialized(new CustomerId("sixth"), () -> "had it")));
      Awaitility.await().until(() -> sixth.getState() == Thread.State.TIMED_WAITING);
      sixthWaits.countDown();

      assertThat(had.get(30, TimeUnit.SECONDS)).isEqualTo("had it");
    }
  }

  private static boolean whenever(CountDownLatch opens) {
    try {
      return opens.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }

  private String nested(int customers) {
    return credentials.serialized(
        new CustomerId("c-" + customers),
        () -> customers == 1 ? "all of them" : nested(customers - 1));
  }
}
