package dev.rekey.local.load;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;

/// Keeps a number of connections busy for a while, each asking again as soon as it was answered.
public final class Load {
  private final URI target;
  private final LongFunction<byte[]> request;
  private final AtomicLong next = new AtomicLong();
  private final ConcurrentHashMap<Integer, LongAdder> byStatus = new ConcurrentHashMap<>();
  private final List<long[]> latencies = new ArrayList<>();

  /// Sends what `request` makes of the numbers 1, 2, 3, … to `target`.
  public Load(URI target, LongFunction<byte[]> request) {
    this.target = target;
    this.request = request;
  }

  /// What came of it.
  ///
  /// @param byStatus the answers by HTTP status; 0 where a connection broke
  /// @param p50Micros half of the answers came within this
  /// @param p99Micros 99 of 100 did
  public record Result(
      ConcurrentHashMap<Integer, LongAdder> byStatus, long p50Micros, long p99Micros) {
    public long count(int status) {
      LongAdder count = byStatus.get(status);
      return count == null ? 0 : count.sum();
    }
  }

  /// Runs as [#run] does, and forgets what came of earlier runs.
  public Result runFresh(int connections, Duration duration) throws InterruptedException {
    byStatus.clear();
    synchronized (latencies) {
      latencies.clear();
    }
    return run(connections, duration);
  }

  /// Runs for `duration` on `connections` connections.
  public Result run(int connections, Duration duration) throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      threads.add(Thread.ofVirtual().start(() -> connection(end)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    long[] all;
    synchronized (latencies) {
      all = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
    }
    return new Result(
        new ConcurrentHashMap<>(byStatus), percentile(all, 0.50), percentile(all, 0.99));
  }

  private void connection(long end) {
    long[] own = new long[1 << 12];
    int count = 0;
    try (HttpConnection connection = HttpConnection.open(target)) {
      while (System.nanoTime() < end) {
        byte[] bytes = request.apply(next.incrementAndGet());
        long begun = System.nanoTime();
        int status = connection.status(bytes);
        if (count == own.length) {
          own = Arrays.copyOf(own, count * 2);
        }
        own[count++] = (System.nanoTime() - begun) / 1000;
        byStatus.computeIfAbsent(status, fresh -> new LongAdder()).increment();
      }
    } catch (IOException broken) {
      byStatus.computeIfAbsent(0, fresh -> new LongAdder()).increment();
    }
    synchronized (latencies) {
      latencies.add(Arrays.copyOf(own, count));
    }
  }

  private static long percentile(long[] sorted, double share) {
    return sorted.length == 0
        ? 0
        : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
  }
}
