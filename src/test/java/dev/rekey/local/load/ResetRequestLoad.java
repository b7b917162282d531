package dev.rekey.local.load;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.random.RandomGenerator;

/// Keeps asking for resets through all replicas until it is closed, and remembers every answer.
///
/// A request that got no answer may have been taken in or not; only the database can tell.
public final class ResetRequestLoad implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int ASKERS = 8;
  private static final int BURST = 40;

  /// Clients sit in so many networks, and some of them behind one busy address.
  private static final int CLIENTS = 4_000;

  private static final int BUSY_CLIENTS = 5;

  private final Customers customers;
  private final List<URI> replicas;
  private final long pauseMicros;
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<Thread> askers = new CopyOnWriteArrayList<>();
  private final Map<String, LongAdder> accepted = new ConcurrentHashMap<>();
  private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
  private final AtomicLong slowestMillis = new AtomicLong();
  private final LongAdder withoutRetryAfter = new LongAdder();
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /// Asks `perSecond` times a second.
  public ResetRequestLoad(Customers customers, List<URI> replicas, int perSecond, long seed) {
    this.customers = customers;
    this.replicas = replicas;
    pauseMicros = 1_000_000L * ASKERS / perSecond;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < ASKERS; i++) {
      RandomGenerator own = random.split();
      askers.add(Thread.ofVirtual().start(() -> ask(own)));
    }
  }

  /// Asks one replica for a whole batch at once, and does not wait for the answers.
  public void burst(URI replica, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < BURST; i++) {
      String email = customers.next(random);
      String address = address(random);
      Thread burst =
          Thread.ofVirtual()
              .unstarted(() -> {
                try {
                  ask(email, replica, address);
                } catch (InterruptedException stop) {
                  Thread.currentThread().interrupt();
                }
              });
      askers.add(burst);
      burst.start();
    }
  }

  /// How often each address was answered 202.
  public Map<String, Long> accepted() {
    return sums(accepted);
  }

  /// How often each kind of answer came.
  public Map<String, Long> answers() {
    return sums(answers);
  }

  public long count(String answer) {
    return answers().getOrDefault(answer, 0L);
  }

  public long slowestMillis() {
    return slowestMillis.get();
  }

  /// Answers of 503 that do not say when to come back.
  public long withoutRetryAfter() {
    return withoutRetryAfter.sum();
  }

  /// Stops to ask, and waits for the last answers.
  @Override
  public void close() throws InterruptedException {
    over.countDown();
    for (Thread asker : askers) {
      asker.join();
    }
    client.close();
  }

  private void ask(RandomGenerator random) {
    try {
      while (!over.await(random.nextLong(2 * pauseMicros), TimeUnit.MICROSECONDS)) {
        ask(customers.next(random), replicas.get(random.nextInt(replicas.size())), address(random));
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(String email, URI replica, String address) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(replica.resolve("/password-resets"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .header("X-Forwarded-For", address)
            .POST(HttpRequest.BodyPublishers.ofString("{\"email\":\"" + email + "\"}"))
            .build();
    long begun = System.nanoTime();
    String answer;
    try {
      HttpResponse<Void> response = client.send(request, HttpResponse.BodyHandlers.discarding());
      answer = Integer.toString(response.statusCode());
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
      slowestMillis.accumulateAndGet(millis, Math::max);
      if (response.statusCode() == 202) {
        accepted.computeIfAbsent(email, first -> new LongAdder()).increment();
      } else if (response.statusCode() == 503
          && response.headers().firstValue("Retry-After").isEmpty()) {
        withoutRetryAfter.increment();
      }
    } catch (ConnectException | HttpConnectTimeoutException nobodyThere) {
      answer = "refused";
    } catch (HttpTimeoutException hang) {
      answer = "none in time";
    } catch (IOException cut) {
      answer = "cut off";
    }
    answers.computeIfAbsent(answer, first -> new LongAdder()).increment();
  }

  private static String address(RandomGenerator random) {
    int client = random.nextInt(10) == 0 ? random.nextInt(BUSY_CLIENTS) : random.nextInt(CLIENTS);
    return "10.1." + (client >> 8) + "." + (client & 255);
  }

  private static Map<String, Long> sums(Map<String, LongAdder> counts) {
    Map<String, Long> sums = new TreeMap<>();
    counts.forEach((key, count) -> sums.put(key, count.sum()));
    return sums;
  }
}
