package dev.rekey.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;

/// Threads that start at the same moment.
final class Race {
  private Race() {}

  /// Lets `runners` threads do what `lane` gives each of them, and answers what each of them had,
  /// in the order of the lanes. A race that does not end is one that waits for itself in a circle.
  static <T> List<T> of(int runners, IntFunction<Callable<T>> lane) {
    try (ExecutorService threads = Executors.newFixedThreadPool(runners)) {
      CountDownLatch ready = new CountDownLatch(runners);
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < runners; i++) {
        Callable<T> run = lane.apply(i);
        running.add(
            threads.submit(() -> {
              ready.countDown();
              ready.await();
              return run.call();
            }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> one : running) {
        results.add(one.get(30, TimeUnit.SECONDS));
      }
      return results;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    } catch (ExecutionException failed) {
      throw new AssertionError("A runner fell", failed.getCause());
    } catch (TimeoutException circle) {
      throw new AssertionError("The race does not end", circle);
    }
  }
}
