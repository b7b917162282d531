package dev.rekey.adapter.out.argon2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.password.PasswordHashing;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Argon2PasswordHashingTest {
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
    PasswordHash hash = hashing.hash(PASSWORD);

    assertThat(hashing.compare(PASSWORD, () -> new Known(hash)).matches()).isTrue();
    assertThat(hashing.compare(Password.of("opensesamE"), () -> new Known(hash)).matches())
        .isFalse();
    assertThat(hashing.compare(PASSWORD, () -> new Known(null)).matches()).isFalse();
    assertThat(hashing.hash(PASSWORD)).isNotEqualTo(hash);
  }

  @Test
  void whoFindsTheQueueFullIsToldAtOnce() throws Exception {
    List<Future<Boolean>> taken = fillComparing();

    assertThatThrownBy(() -> hashing.compare(PASSWORD, () -> new Known(null)))
        .isInstanceOf(TemporarilyUnavailable.class);

    held.countDown();
    for (Future<Boolean> one : taken) {
      assertThat(one.get(10, TimeUnit.SECONDS)).isFalse();
    }
  }

  @Test
  void aFloodOfSignInsKeepsNobodyFromSettingANewPassword() throws Exception {
    fillComparing();

    FutureTask<PasswordHash> made = new FutureTask<>(() -> hashing.hash(PASSWORD));
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
