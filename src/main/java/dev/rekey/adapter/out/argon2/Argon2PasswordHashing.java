package dev.rekey.adapter.out.argon2;

import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.password.PasswordHashing;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordHash;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Hashes passwords with Argon2id (RFC 9106, Bouncy Castle) on separate thread pools.
///
/// The pools use platform threads: a hash is pure CPU work for tens of milliseconds, and a virtual
/// thread would not yield its carrier meanwhile. Memory and CPU time are bounded by the number of
/// threads. Hashing and comparing have separate queues, so that a flood of sign-ins cannot block
/// new passwords. A full queue fails the newest call of the client with the most calls at once with
/// [TemporarilyUnavailable].
public final class Argon2PasswordHashing implements PasswordHashing, AutoCloseable {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

  // callers without an address share one turn
  private static final String NO_ADDRESS = "";

  private final Workers making;
  private final Workers comparing;
  private final SecureRandom random = new SecureRandom();
  private final Argon2Cost cost;
  private final PasswordHash dummyHash;

  /// Hashes at `cost`, with at most `parallel` concurrent hashes and at most `queue` queued ones.
  public Argon2PasswordHashing(Argon2Cost cost, int parallel, int queue) {
    this.cost = cost;
    this.making = new Workers("argon2-make-", parallel, queue);
    this.comparing = new Workers("argon2-compare-", parallel, queue);
    this.dummyHash =
        new PasswordHash(new Argon2Phc(cost, salt(), new byte[Argon2Phc.HASH_OCTETS]).toString());
  }

  @Override
  public PasswordHash hash(CustomerId customer, Password password) {
    return making.run(
        customer, () -> new PasswordHash(Argon2Phc.of(password, cost, salt()).toString()));
  }

  @Override
  public <S extends Subject> Compared<S> compare(
      @Nullable ClientAddress client, Password password, Supplier<S> subject) {
    return comparing.run(
        client == null ? NO_ADDRESS : client.networks("hashing").getLast().key(),
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
      comparing.sendAway(outage);
      throw outage;
    }
  }

  @Override
  public void close() {
    making.threads.shutdown();
    comparing.threads.shutdown();
  }

  private byte[] salt() {
    byte[] salt = new byte[Argon2Phc.SALT_OCTETS];
    random.nextBytes(salt);
    return salt;
  }

  /// Threads with a queue that their clients share fairly.
  private static final class Workers {
    private final FairQueue<Waiting<?>> waiting;
    private final ThreadPoolExecutor threads;

    Workers(String name, int parallel, int queue) {
      waiting = new FairQueue<>(queue);
      threads =
          new ThreadPoolExecutor(
              parallel,
              parallel,
              1,
              TimeUnit.MINUTES,
              new LinkedBlockingQueue<>(),
              Thread.ofPlatform().name(name, 1).daemon().factory());
    }

    <T> T run(Object client, Callable<T> work) {
      try {
        Waiting<T> result = new Waiting<>(work);
        Waiting<?> dropped = waiting.offer(client, result);
        if (dropped == null) {
          threads.execute(this::next);
        } else {
          dropped.sendAway(
              new TemporarilyUnavailable("Too many passwords are being hashed", RETRY_AFTER, null));
        }
        return result.get();
      } catch (RejectedExecutionException closed) {
        throw new TemporarilyUnavailable("The service is stopping", RETRY_AFTER, closed);
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

    // a thread takes the call whose turn it is, which need not be the one that woke it
    private void next() {
      Waiting<?> turn = waiting.poll();
      if (turn != null) {
        turn.run();
      }
    }

    void sendAway(TemporarilyUnavailable why) {
      waiting.drain().forEach(one -> one.sendAway(why));
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
