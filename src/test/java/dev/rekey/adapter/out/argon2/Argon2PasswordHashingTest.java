package dev.rekey.adapter.out.argon2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.password.PasswordHashing;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordHash;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Argon2PasswordHashingTest {
  private static final CustomerId MARIA = new CustomerId("maria");
  private static final ClientAddress CLIENT = ClientAddress.of(new byte[] {(byte) 192, 0, 2, 1});
  private static final Password PASSWORD = Password.of("opensesame");

  private final Argon2PasswordHashing hashing =
      new Argon2PasswordHashing(new Argon2Cost(64, 1, 1), 1, 1);
  private final CountDownLatch held = new CountDownLatch(1);

  @AfterEach
  void stop() {
    held.countDown();
    hashing.close();
  }

  @Test
  void aPasswordMatchesItsOwnHashAlone() {
    PasswordHash hash = hashing.hash(MARIA, PASSWORD);

    assertThat(hashing.compare(CLIENT, PASSWORD, () -> new Known(hash)).matches()).isTrue();
    assertThat(hashing.compare(CLIENT, Password.of("opensesamE"), () -> new Known(hash)).matches())
        .isFalse();
    assertThat(hashing.compare(CLIENT, PASSWORD, () -> new Known(null)).matches()).isFalse();
    assertThat(hashing.hash(MARIA, PASSWORD)).isNotEqualTo(hash);
  }

  @Test
  void whoFindsTheQueueFullIsToldAtOnce() throws Exception {
    List<Future<Boolean>> taken = fillComparing();

    assertThatThrownBy(() -> hashing.compare(CLIENT, PASSWORD, () -> new Known(null)))
        .isInstanceOf(TemporarilyUnavailable.class);

    held.countDown();
    for (Future<Boolean> one : taken) {
      assertThat(one.get(10, TimeUnit.SECONDS)).isFalse();
    }
  }

  @Test
  void aFullQueueDropsTheNewestCallOfTheClientWithTheMostCalls() {
    FairQueue<String> queue = new FairQueue<>(4);
    for (String element : List.of("a1", "a2", "a3", "a4")) {
      assertThat(queue.offer("a", element)).isNull();
    }

    assertThat(queue.offer("a", "a5")).isEqualTo("a5");
    assertThat(queue.offer("b", "b1")).isEqualTo("a4");
    assertThat(queue.offer("c", "c1")).isEqualTo("a3");
    assertThat(queue.offer("c", "c2")).isEqualTo("c2");
    assertThat(Stream.generate(queue::poll).limit(5)).containsExactly("a1", "b1", "c1", "a2", null);
  }

  @Test
  void aClientWithManyQueuedCallsDelaysAnotherClientByOneCall() {
    FairQueue<String> queue = new FairQueue<>(100);
    for (int i = 0; i < 80; i++) {
      assertThat(queue.offer("hostile", "h")).isNull();
    }
    assertThat(queue.offer("other", "o")).isNull();

    assertThat(Stream.generate(queue::poll).limit(2)).containsExactly("h", "o");
    assertThat(queue.drain()).hasSize(79);
    assertThat(queue.poll()).isNull();
  }

  @Test
  void aFloodOfSignInsKeepsNobodyFromSettingANewPassword() throws Exception {
    fillComparing();

    FutureTask<PasswordHash> made = new FutureTask<>(() -> hashing.hash(MARIA, PASSWORD));
    Thread.ofVirtual().start(made);

    assertThat(made.get(10, TimeUnit.SECONDS).phc()).startsWith("$argon2id$");
  }

  @Test
  void whoWaitsBehindALookUpThatFailsIsSentAwayWithIt() throws Exception {
    TemporarilyUnavailable outage =
        new TemporarilyUnavailable("no database", Duration.ofSeconds(2), null);
    AtomicInteger begun = new AtomicInteger();
    FutureTask<Boolean> fails =
        new FutureTask<>(() ->
            compareWhileHeld(
                begun,
                () -> {
                  throw outage;
                }));
    FutureTask<Boolean> waits =
        new FutureTask<>(() -> compareWhileHeld(begun, () -> new Known(null)));
    Thread.ofVirtual().start(fails);
    await().until(() -> begun.get() == 1);
    Thread waiting = Thread.ofPlatform().start(waits);
    await().until(() -> waiting.getState() == Thread.State.WAITING);

    held.countDown();

    assertThatThrownBy(() -> fails.get(10, TimeUnit.SECONDS)).hasCause(outage);
    assertThatThrownBy(() -> waits.get(10, TimeUnit.SECONDS)).hasCause(outage);
    assertThat(begun).hasValue(1);
  }

  /// One comparison holds the only thread, another one the only place to wait.
  private List<Future<Boolean>> fillComparing() {
    AtomicInteger begun = new AtomicInteger();
    FutureTask<Boolean> running =
        new FutureTask<>(() -> compareWhileHeld(begun, () -> new Known(null)));
    FutureTask<Boolean> queued =
        new FutureTask<>(() -> compareWhileHeld(begun, () -> new Known(null)));
    Thread.ofVirtual().start(running);
    await().until(() -> begun.get() == 1);
    Thread waits = Thread.ofPlatform().start(queued);
    await().until(() -> waits.getState() == Thread.State.WAITING);
    return List.of(running, queued);
  }

  private boolean compareWhileHeld(AtomicInteger begun, Supplier<Known> lookUp) {
    return hashing
        .compare(
            CLIENT,
            PASSWORD,
            () -> {
              begun.incrementAndGet();
              try {
                held.await();
              } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
              }
              return lookUp.get();
            })
        .matches();
  }

  private record Known(@Nullable PasswordHash hash) implements PasswordHashing.Subject {}
}
