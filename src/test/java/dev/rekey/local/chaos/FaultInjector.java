package dev.rekey.local.chaos;

import dev.rekey.local.load.Customers;
import dev.rekey.local.load.ResetRequestLoad;
import dev.rekey.local.mailbox.Mailbox;
import dev.rekey.local.stack.Database;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/// Does one [Fault] after the other, in each lane in an order of chance that a seed gives: every
/// kind once before any comes again. When it is closed everything works again.
final class FaultInjector implements AutoCloseable {
  /// As many as the service's pool holds at most.
  private static final int POOL = 20;

  private static final List<Duration> DIFFERENCES =
      List.of(
          Duration.ofMinutes(10), Duration.ofHours(3), Duration.ofHours(30), Duration.ofDays(6));

  private final Database database;
  private final Mailbox mailbox;
  private final List<Replica> replicas;
  private final ResetRequestLoad resetRequestLoad;
  private final Customers customers;
  private final int longestPauseMillis;
  private final Consumer<String> progress;
  private final CountDownLatch over = new CountDownLatch(1);
  private final List<CompletableFuture<Void>> lanes = new ArrayList<>();
  private final Map<Fault, Integer> done = new EnumMap<>(Fault.class);
  private final List<String> wrong = new ArrayList<>();
  private Duration longestStop = Duration.ZERO;

  FaultInjector(
      Database database,
      Mailbox mailbox,
      List<Replica> replicas,
      ResetRequestLoad resetRequestLoad,
      Customers customers,
      long seed,
      int longestPauseMillis,
      Consumer<String> progress) {
    this.database = database;
    this.mailbox = mailbox;
    this.replicas = List.copyOf(replicas);
    this.resetRequestLoad = resetRequestLoad;
    this.customers = customers;
    this.longestPauseMillis = longestPauseMillis;
    this.progress = progress;
    for (Fault.Lane lane : Fault.Lane.values()) {
      Random random = new Random(seed + lane.ordinal());
      lanes.add(
          CompletableFuture.runAsync(
              () -> run(lane, random), task -> Thread.ofPlatform().name("faults").start(task)));
    }
  }

  synchronized Map<Fault, Integer> done() {
    return new EnumMap<>(done);
  }

  int count() {
    return done().values().stream().mapToInt(Integer::intValue).sum();
  }

  /// How many were there that may cost a mail a second delivery.
  int crashes() {
    return done().entrySet().stream()
        .filter(entry -> entry.getKey().isCrash())
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /// The longest time that a replica took to leave when it was told to.
  synchronized Duration longestStop() {
    return longestStop;
  }

  /// What did not come about as it was meant to, a sentence each.
  synchronized List<String> wrong() {
    return List.copyOf(wrong);
  }

  /// Lets the last faults end.
  @Override
  public void close() {
    over.countDown();
    lanes.forEach(CompletableFuture::join);
  }

  private void run(Fault.Lane lane, Random random) {
    Deque<Fault> next = new ArrayDeque<>();
    while (!pause(random, 500, longestPauseMillis)) {
      if (next.isEmpty()) {
        List<Fault> all = new ArrayList<>(Fault.of(lane));
        Collections.shuffle(all, random);
        next.addAll(all);
      }
      Fault fault = next.remove();
      progress.accept(fault.text());
      try {
        bring(fault, random);
      } catch (Exception failure) {
        complain(fault.text() + ": " + failure);
      }
      synchronized (this) {
        done.merge(fault, 1, Integer::sum);
      }
    }
  }

  private void bring(Fault fault, Random random) throws Exception {
    Replica replica = replicas.get(random.nextInt(replicas.size()));
    switch (fault) {
      case KILL_REPLICA -> {
        replica.kill();
        pause(random, 0, 3_000);
        replica.startAgain();
      }
      case KILL_POSTGRES -> {
        database.killHard();
        pause(random, 0, 5_000);
        database.startAgain();
      }
      case FREEZE_POSTGRES -> {
        database.freeze();
        pause(random, 1_000, 8_000);
        database.thaw();
      }
      case STOP_REPLICA -> {
        resetRequestLoad.burst(replica.baseUri(), random.nextLong());
        pause(random, 0, 300);
        stop(replica);
        replica.startAgain();
      }
      case FILL_POOL -> fillPool(replica.baseUri(), random);
      case CLOCK_FORWARD -> {
        replica.setClockForward(DIFFERENCES.get(random.nextInt(DIFFERENCES.size())));
        pause(random, 2_000, 6_000);
        // half of them stay wrong until the next start
        if (random.nextBoolean()) {
          replica.setClockForward(Duration.ZERO);
        }
      }
      case REFUSE_CONNECTIONS -> {
        mailbox.refuseConnections();
        pause(random, 1_000, 5_000);
        mailbox.acceptConnections();
      }
      case HANG_AFTER_DATA -> {
        mailbox.hangAfterData(random.nextBoolean());
        // with and without a timeout of the service
        int timeout = (int) Chaos.MAIL_TIMEOUT.toMillis();
        pause(random, 1_000, random.nextBoolean() ? timeout - 2_000 : timeout + 4_000);
        mailbox.resume();
      }
      case DEFER_MAILS -> {
        mailbox.deferMails();
        pause(random, 1_000, 4_000);
        mailbox.acceptMails();
      }
      case REFUSE_ADDRESSES -> {
        for (int i = 0; i < 5; i++) {
          customers.refuseOne(mailbox, random);
        }
      }
    }
  }

  private void stop(Replica replica) throws Exception {
    Duration took = replica.stop();
    if (!replica.leftInOrder()) {
      complain(replica.name() + " had to be killed after it was told to stop");
    }
    synchronized (this) {
      longestStop = took.compareTo(longestStop) > 0 ? took : longestStop;
    }
  }

  /// Every connection of the pool waits for a table that somebody else holds.
  private void fillPool(URI replica, Random random) throws SQLException {
    try (HttpClient client = HttpClient.newHttpClient();
        Connection holder = database.connectAsSuperuser();
        Statement statement = holder.createStatement();
        // of its own, for a transaction sees who waits as it was when it first looked
        Connection watcher = database.connectAsSuperuser()) {
      holder.setAutoCommit(false);
      statement.execute("SET LOCAL lock_timeout = '5s'");
      statement.execute("LOCK TABLE reset_tokens IN ACCESS EXCLUSIVE MODE");
      AtomicBoolean held = new AtomicBoolean(true);
      for (int i = 0; i < 2 * POOL; i++) {
        askWhile(held, client, replica);
      }
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .atMost(Duration.ofSeconds(30))
          .until(() -> waiting(watcher) >= POOL);
      pause(random, 2_000, 5_000);
      held.set(false);
      holder.rollback();
    }
  }

  /// One after the other, since each is sent away before long.
  private static void askWhile(AtomicBoolean held, HttpClient client, URI replica) {
    HttpRequest validate =
        HttpRequest.newBuilder(replica.resolve("/password-resets/validate"))
            .timeout(Duration.ofSeconds(20))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{\"token\":\"" + "A".repeat(43) + "\"}"))
            .build();
    CompletableFuture<?> _ =
        client
            .sendAsync(validate, HttpResponse.BodyHandlers.discarding())
            .thenRun(() -> {
              if (held.get()) {
                askWhile(held, client, replica);
              }
            });
  }

  private static int waiting(Connection watcher) throws SQLException {
    try (Statement statement = watcher.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = 'rekey'"
                    + " AND wait_event_type = 'Lock'")) {
      row.next();
      return row.getInt(1);
    }
  }

  private synchronized void complain(String sentence) {
    wrong.add(sentence);
    progress.accept(sentence);
  }

  /// Waits for a time of chance, or until all is over; answers whether it is.
  private boolean pause(Random random, int least, int most) {
    try {
      return over.await(random.nextInt(least, most), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
