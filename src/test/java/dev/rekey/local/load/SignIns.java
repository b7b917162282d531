package dev.rekey.local.load;

import dev.rekey.local.bench.ForceSignInBenchmark;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;

/// Customers who sign in at an even rate, however long the ones before them wait. Each is timed
/// from the moment at which it was due, so that nothing that holds them up is hidden.
public final class SignIns {
  private final URI service;
  private final long pauseNanos;
  private final LongFunction<String> email;
  private final Queue<HttpConnection> idle = new ConcurrentLinkedQueue<>();
  private long next;

  /// `email` answers whose turn the `n`-th is.
  public SignIns(URI service, int perSecond, LongFunction<String> email) {
    this.service = service;
    this.pauseNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
    this.email = email;
  }

  /// One sign-in: its number, how long it took, and its status.
  record One(long number, long nanos, int status) {}

  /// What came of them.
  public record Result(List<One> all) {
    public Result of(LongPredicate which) {
      return new Result(all.stream().filter(one -> which.test(one.number())).toList());
    }

    public long percentile(double share) {
      long[] sorted = all.stream().mapToLong(One::nanos).sorted().toArray();
      return sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
    }

    @Override
    public String toString() {
      long refused = all.stream().filter(one -> one.status() != 200).count();
      return "%,d sign-ins: p50 %.1f ms, p99 %.1f ms, longest %.1f ms; not 200: %d"
          .formatted(
              all.size(),
              percentile(0.50) / 1e6,
              percentile(0.99) / 1e6,
              percentile(1) / 1e6,
              refused);
    }
  }

  /// Has customers sign in until `over` says so, and waits for the last of them.
  public Result until(BooleanSupplier over) throws InterruptedException {
    Queue<One> all = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    long due = System.nanoTime();
    while (!over.getAsBoolean()) {
      due += pauseNanos;
      while (System.nanoTime() < due) {
        LockSupport.parkNanos(due - System.nanoTime());
      }
      long number = next++;
      long from = due;
      threads.add(Thread.ofVirtual().start(() -> all.add(signIn(number, from))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return new Result(List.copyOf(all));
  }

  private One signIn(long number, long due) {
    byte[] request = ForceSignInBenchmark.signIn(email.apply(number));
    try {
      HttpConnection kept = idle.poll();
      HttpConnection connection = kept == null ? HttpConnection.open(service) : kept;
      int status = connection.status(request);
      idle.add(connection);
      return new One(number, System.nanoTime() - due, status);
    } catch (IOException broken) {
      return new One(number, System.nanoTime() - due, 0);
    }
  }
}
