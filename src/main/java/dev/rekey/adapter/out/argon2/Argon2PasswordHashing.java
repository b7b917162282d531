package dev.rekey.adapter.out.argon2;

import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.password.PasswordHashing;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordHash;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Hashes passwords with Argon2id (RFC 9106, Bouncy Castle) on separate thread pools.
///
/// The pools use platform threads: a hash is pure CPU work for tens of milliseconds, and a virtual
/// thread would not yield its carrier meanwhile. Memory and CPU time are bounded by the number of
/// threads. A call that finds the queue full fails at once with [TemporarilyUnavailable]. Hashing
/// and comparing have separate queues, so that a flood of sign-ins cannot block new passwords.
public final class Argon2PasswordHashing implements PasswordHashing, AutoCloseable {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final ThreadPoolExecutor making;
  private final ThreadPoolExecutor comparing;
  private final SecureRandom random = new SecureRandom();
  private final Argon2Cost cost;
  private final PasswordHash dummyHash;

  /// Hashes at `cost`, with at most `parallel` concurrent hashes and at most `queue` queued ones.
  public Argon2PasswordHashing(Argon2Cost cost, int parallel, int queue) {
    this.cost = cost;
    this.making = threads("argon2-make-", parallel, queue);
    this.comparing = threads("argon2-compare-", parallel, queue);
    this.dummyHash =
        new PasswordHash(new Argon2Phc(cost, salt(), new byte[Argon2Phc.HASH_OCTETS]).toString());
  }

  @Override
  public PasswordHash hash(Password password) {
    return bounded(making, () -> new PasswordHash(Argon2Phc.of(password, cost, salt()).toString()));
  }

  @Override
  public <S extends Subject> Compared<S> compare(Password password, Supplier<S> subject) {
    return bounded(
        comparing,
        () -> {
          S known = lookUp(subject);
          PasswordHash hash = known.hash();
          // an unknown account causes the same work (account enumeration); the result is ignored
          Argon2Phc stored = Argon2Phc.parse((hash == null ? dummyHash : hash).phc());
          Argon2Phc typed = Argon2Phc.of(password, stored.cost(), stored.salt());
          boolean same = MessageDigest.isEqual(typed.hash(), stored.hash());
          return new Compared<>(known, same && hash != null);
        });
  }

  private <S extends Subject> S lookUp(Supplier<S> subject) {
    try {
      return subject.get();
    } catch (TemporarilyUnavailable outage) {
      // the queued calls would fail in the same way, one after the other: they fail now
      List<Runnable> waiting = new ArrayList<>();
      comparing.getQueue().drainTo(waiting);
      waiting.forEach(one -> ((Waiting<?>) one).sendAway(outage));
      throw outage;
    }
  }

  @Override
  public void close() {
    making.shutdown();
    comparing.shutdown();
  }

  private byte[] salt() {
    byte[] salt = new byte[Argon2Phc.SALT_OCTETS];
    random.nextBytes(salt);
    return salt;
  }

  private static ThreadPoolExecutor threads(String name, int parallel, int queue) {
    return new ThreadPoolExecutor(
        parallel,
        parallel,
        1,
        TimeUnit.MINUTES,
        new ArrayBlockingQueue<>(queue),
        Thread.ofPlatform().name(name, 1).daemon().factory());
  }

  private static <T> T bounded(ThreadPoolExecutor threads, Callable<T> work) {
    try {
      Waiting<T> result = new Waiting<>(work);
      threads.execute(result);
      return result.get();
    } catch (RejectedExecutionException full) {
      throw new TemporarilyUnavailable("Too many passwords are being hashed", RETRY_AFTER, full);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new TemporarilyUnavailable("The service is stopping", RETRY_AFTER, stop);
    }
  }

  /// A queued hash that can fail before it begins.
  private static final class Waiting<T> extends FutureTask<T> {
    Waiting(Callable<T> work) {
      super(work);
    }

    void sendAway(TemporarilyUnavailable why) {
      setException(why);
    }
  }
}
