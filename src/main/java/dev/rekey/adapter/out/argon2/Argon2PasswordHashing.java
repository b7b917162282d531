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

/// Argon2id (RFC 9106) by Bouncy Castle, on threads of its own.
///
/// The threads are as many as hashes may be made at once, and platform threads: a hash is pure work
/// for tens of milliseconds, and virtual threads would not let others in between. Time and memory
/// are bounded by threads × cost; who finds the queue full is told at once. Making and comparing
/// wait apart, so that a flood of sign-ins does not keep anybody from setting a new password.
public final class Argon2PasswordHashing implements PasswordHashing, AutoCloseable {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  private final ThreadPoolExecutor making;
  private final ThreadPoolExecutor comparing;
  private final SecureRandom random = new SecureRandom();
  private final Argon2Cost cost;
  private final PasswordHash nobody;

  /// Hashes at `cost`, at most `parallel` at once, with at most `queue` waiting.
  public Argon2PasswordHashing(Argon2Cost cost, int parallel, int queue) {
    this.cost = cost;
    this.making = threads("argon2-make-", parallel, queue);
    this.comparing = threads("argon2-compare-", parallel, queue);
    this.nobody =
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
          // the same work for nobody: the result is thrown away
          Argon2Phc stored = Argon2Phc.parse((hash == null ? nobody : hash).phc());
          Argon2Phc typed = Argon2Phc.of(password, stored.cost(), stored.salt());
          boolean same = MessageDigest.isEqual(typed.hash(), stored.hash());
          return new Compared<>(known, same && hash != null);
        });
  }

  private <S extends Subject> S lookUp(Supplier<S> subject) {
    try {
      return subject.get();
    } catch (TemporarilyUnavailable outage) {
      // who waited meanwhile would wait as long again, one after the other, for the same word
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
      throw new TemporarilyUnavailable("More passwords than can be hashed", RETRY_AFTER, full);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(failed.getCause());
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new TemporarilyUnavailable("Stopped while hashing", RETRY_AFTER, stop);
    }
  }

  /// Work that can be sent away before it begins.
  private static final class Waiting<T> extends FutureTask<T> {
    Waiting(Callable<T> work) {
      super(work);
    }

    void sendAway(TemporarilyUnavailable why) {
      setException(why);
    }
  }
}
