package dev.rekey.local.chaos;

import dev.rekey.local.fixture.SampleData;
import dev.rekey.local.load.ConfirmLoad;
import dev.rekey.local.load.Customers;
import dev.rekey.local.load.Links;
import dev.rekey.local.load.ResetRequestLoad;
import dev.rekey.local.mailbox.Mailbox;
import dev.rekey.local.stack.Database;
import dev.rekey.local.stack.TargetFiles;
import dev.rekey.local.stack.TestStack;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/// Keeps asking two replicas for resets while one [Fault] after the other befalls them, and counts
/// at the end whether anything that was accepted got lost.
public final class Chaos {
  static final int PER_EMAIL = 5;
  static final int PER_ADDRESS = 40;
  static final Duration MIN_INTERVAL = Duration.ofSeconds(1);

  /// What still waits to be done.
  static final String OPEN =
      "SELECT (SELECT count(*) FROM reset_requests WHERE due_at IS NOT NULL)"
          + " + (SELECT count(*) FROM scheduled_tasks WHERE task_instance <> 'recurring')"
          + " + (SELECT count(*) FROM security_event_deliveries)";

  /// How long a mail waits for the mail server. Less than by default, as is the lease: what a dead
  /// replica or a silent mail server leaves open is done within a short run.
  static final Duration MAIL_TIMEOUT = Duration.ofSeconds(5);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "REKEY_TRUSTED_PROXIES",
          "127.0.0.0/8,::1",
          "REKEY_MAX_REQUESTS_PER_HOUR",
          Integer.toString(PER_EMAIL),
          "REKEY_MAX_REQUESTS_PER_HOUR_PER_IP",
          Integer.toString(PER_ADDRESS),
          "REKEY_MAX_MAILS_PER_HOUR",
          "0",
          "REKEY_MIN_INTERVAL",
          MIN_INTERVAL.toString(),
          "REKEY_MAIL_TIMEOUT",
          MAIL_TIMEOUT.toString(),
          // longer than PostgreSQL is frozen for
          "REKEY_LEASE",
          "PT24S",
          "REKEY_RETRY_DELAY",
          "PT1S",
          // one service, whichever replica signs
          "REKEY_SECURITY_EVENTS_ISSUER",
          "https://rekey.shop.example",
          // two replicas and all else share the machine; the agent is what sets a clock forward
          "JAVA_TOOL_OPTIONS",
          "-Xmx256m -XX:+EnableDynamicAgentLoading");

  private static final int PER_SECOND = 30;

  /// A mail that may have been taken is written again after ever longer pauses.
  private static final Duration TIMEOUT = Duration.ofMinutes(20);

  private static final Duration MAX_STOP = Duration.ofSeconds(10);
  private static final int USED_LINKS = 40;
  private static final int CONFIRMED = 60;

  private final Options options;
  private final Consumer<String> progress;
  private final long begun = System.nanoTime();
  private final List<Figure> figures = new ArrayList<>();
  private volatile long told;

  /// What a caller may choose. The same seed gives the same faults in the same order.
  public record Options(Duration duration, long seed) {}

  /// One thing that was counted, and whether it is as it should be.
  public record Figure(boolean good, String what, String value) {
    @Override
    public String toString() {
      return "%-4s %-55s %s".formatted(good ? "ok" : "OFF", what, value);
    }
  }

  /// What came of it.
  public record Outcome(long accepted, int faults, List<Figure> figures) {
    public boolean isGood() {
      return figures.stream().allMatch(Figure::good);
    }
  }

  private Chaos(Options options, Consumer<String> progress) {
    this.options = options;
    this.progress = progress;
  }

  public static void main(String[] arguments) throws Exception {
    Logger.getLogger("").setLevel(Level.OFF);
    Options options = options(arguments);
    System.out.println("seed " + options.seed);
    Outcome outcome = run(options, System.out::println);
    System.exit(outcome.isGood() ? 0 : 1);
  }

  /// Runs it all, and tells `progress` what happens and what was counted.
  public static Outcome run(Options options, Consumer<String> progress) throws Exception {
    return new Chaos(options, progress).run();
  }

  private static Options options(String[] arguments) {
    Duration duration = Duration.ofSeconds(60);
    long seed = new Random().nextInt(1_000_000);
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      long number = Long.parseLong(arguments[i + 1]);
      switch (arguments[i]) {
        case "--minutes" -> duration = Duration.ofMinutes(number);
        case "--seconds" -> duration = Duration.ofSeconds(number);
        case "--seed" -> seed = number;
        default -> throw new IllegalArgumentException("--minutes, --seconds or --seed");
      }
    }
    return new Options(duration, seed);
  }

  private Outcome run() throws Exception {
    TargetFiles.delete(TargetFiles.log("chaos-postgresql"));
    // GreenMail's word for a client that was cut off, which is no reason for who waits to give up
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
    Thread.setDefaultUncaughtExceptionHandler((thread, cut) -> {});
    try (TestStack stack =
            TestStack.of("chaos")
                .withDatabase(Database.Settings.durable("chaos-postgresql"))
                .start();
        MailCollector mailCollector = new MailCollector(stack.mailbox())) {
      List<Replica> replicas = new ArrayList<>();
      for (int i = 1; i <= 2; i++) {
        Replica replica = Replica.start("chaos-replica-" + i, stack.environment(SETTINGS));
        stack.own(replica::stop);
        replicas.add(replica);
      }
      try (SecurityEventAudit securityEventAudit =
          new SecurityEventAudit(
              replicas.getFirst().baseUri(),
              stack.identityProvider().token("chaos", "security-events:manage"))) {
        return run(stack.database(), stack.mailbox(), mailCollector, replicas, securityEventAudit);
      }
    }
  }

  private Outcome run(
      Database database,
      Mailbox mailbox,
      MailCollector mailCollector,
      List<Replica> replicas,
      SecurityEventAudit securityEventAudit)
      throws Exception {
    Customers customers =
        new Customers((int) Math.max(1_000, options.duration.toSeconds() * PER_SECOND / 2));
    try (Connection connection = database.connect()) {
      SampleData.insert(connection, customers.count(), 0);
    }
    List<URI> addresses = replicas.stream().map(Replica::baseUri).toList();
    ConfirmLoad confirmLoad;
    try (Connection connection = database.connect()) {
      confirmLoad = new ConfirmLoad(connection, addresses, CONFIRMED, options.duration);
    }
    ResetRequestLoad resetRequestLoad =
        new ResetRequestLoad(customers, addresses, PER_SECOND, options.seed);
    FaultInjector faultInjector =
        new FaultInjector(
            database,
            mailbox,
            replicas,
            resetRequestLoad,
            customers,
            options.seed,
            options.duration.toSeconds() < 180 ? 2_000 : 6_000,
            fault -> progress.accept("%5d s  %s".formatted(seconds(), fault)));
    try (confirmLoad;
        resetRequestLoad;
        faultInjector) {
      await(options.duration);
    }
    progress.accept("%5d s  all is whole again; what is open is waited for".formatted(seconds()));
    awaitNothingOpen(database);
    progress.accept("%5d s  nothing is open; counting".formatted(seconds()));
    count(
        database,
        mailCollector,
        replicas,
        customers,
        resetRequestLoad,
        faultInjector,
        confirmLoad,
        securityEventAudit);
    figures.forEach(figure -> progress.accept(figure.toString()));
    return new Outcome(resetRequestLoad.count("202"), faultInjector.count(), List.copyOf(figures));
  }

  private void count(
      Database database,
      MailCollector mailCollector,
      List<Replica> replicas,
      Customers customers,
      ResetRequestLoad resetRequestLoad,
      FaultInjector faultInjector,
      ConfirmLoad confirmLoad,
      SecurityEventAudit securityEventAudit)
      throws Exception {
    Map<String, List<String>> mails = mailCollector.tokens();
    List<String> passwords = new ArrayList<>();
    progress.accept("");
    say(
        faultInjector.wrong().isEmpty(),
        "faults that came about",
        "%d: %s",
        faultInjector.count(),
        kinds(faultInjector));
    say(
        resetRequestLoad.count("500")
                + resetRequestLoad.count("none in time")
                + resetRequestLoad.withoutRetryAfter()
            == 0,
        "answers",
        "%s; the slowest after %,d ms",
        resetRequestLoad.answers(),
        resetRequestLoad.slowestMillis());
    say(
        faultInjector.longestStop().compareTo(MAX_STOP) < 0,
        "the longest way out after SIGTERM",
        "%,d ms",
        faultInjector.longestStop().toMillis());
    try (Connection connection = database.connect();
        Links links = new Links(replicas.stream().map(Replica::baseUri).toList())) {
      figures.addAll(
          new ChaosVerifier(
                  customers,
                  resetRequestLoad.accepted(),
                  mails,
                  connection,
                  faultInjector.crashes())
              .figures());
      List<String> tokens = new ArrayList<>(mails.values().stream().flatMap(List::stream).toList());
      int usable = links.usable(tokens);
      say(usable == tokens.size(), "mailed links that work", "%,d of %,d", usable, tokens.size());
      use(links, customers, mails, passwords);
      awaitNothingOpen(database);
      notices(mailCollector, passwords.size() + confirmLoad.confirmed().size());
      figures.addAll(
          securityEventAudit.reckon(
              connection, replicas.getFirst().baseUri(), confirmLoad.confirmed()));
      passwords.addAll(Customers.domains());
      passwords.addAll(List.of(ConfirmLoad.PASSWORD, ConfirmLoad.DOMAIN, "chaos-receiver-alone"));
      tokens.addAll(confirmLoad.tokens());
      SecretScanner secretScanner = new SecretScanner(tokens, passwords);
      secretScanner.search(connection);
      for (Replica replica : replicas) {
        secretScanner.search(replica.log());
        secretScanner.search(
            "metrics of " + replica.name(), links.metrics(replica.managementUri()));
      }
      secretScanner.search(TargetFiles.log("chaos-postgresql"));
      say(
          secretScanner.found().isEmpty(),
          "logs, tables and metrics with a secret",
          "%d %s",
          secretScanner.found().size(),
          secretScanner.found());
    }
  }

  /// Sets passwords with some links: of one half of the customers with the last one that came, of
  /// the other with the first; then the others of the same customer have to be dead.
  private void use(
      Links links, Customers customers, Map<String, List<String>> mails, List<String> passwords) {
    int used = 0;
    int wrong = 0;
    List<Map.Entry<String, List<String>>> several =
        mails.entrySet().stream()
            .filter(one -> one.getValue().size() > 1)
            // no notice reaches who is refused since
            .filter(one -> !customers.isRefused(one.getKey()))
            .sorted(Map.Entry.comparingByKey())
            .limit(USED_LINKS)
            .toList();
    for (Map.Entry<String, List<String>> one : several) {
      List<String> tokens = one.getValue();
      String password = "chaos-Passw0rd-" + used;
      passwords.add(password);
      String token = used++ % 2 == 0 ? tokens.getLast() : tokens.getFirst();
      String other = used % 2 == 0 ? tokens.getLast() : tokens.getFirst();
      boolean good =
          links.confirm(token, password) == 204
              && links.confirm(other, password) == 410
              && links.signIn(one.getKey(), password) == 200;
      wrong += good ? 0 : 1;
    }
    say(
        wrong == 0 && used > 0,
        "links, the first or the last one, that set a password",
        "%d of %d",
        used - wrong,
        used);
  }

  private void notices(MailCollector mailCollector, int expected) {
    int sent = mailCollector.notices().size();
    say(sent == expected, "customers who were told of it", "%d of %d", sent, expected);
  }

  private void awaitNothingOpen(Database database) throws SQLException {
    try (Connection connection = database.connect()) {
      Awaitility.await()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(500))
          .atMost(TIMEOUT)
          .until(() -> {
            long open = ChaosVerifier.count(connection, OPEN);
            if (open > 0 && seconds() / 30 != told) {
              told = seconds() / 30;
              progress.accept("%5d s  %,d still open".formatted(seconds(), open));
            }
            return open == 0;
          });
    } catch (ConditionTimeoutException stuck) {
      progress.accept("Something is still open after %d s".formatted(TIMEOUT.toSeconds()));
    }
  }

  private static void await(Duration duration) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(200))
        .atMost(duration.plusMinutes(1))
        .during(duration)
        .until(() -> true);
  }

  private static String kinds(FaultInjector faultInjector) {
    List<String> kinds = new ArrayList<>();
    faultInjector
        .done()
        .forEach((fault, count) -> kinds.add("%s %d".formatted(fault.text(), count)));
    faultInjector.wrong().forEach(kinds::add);
    return String.join(", ", kinds);
  }

  private long seconds() {
    return (System.nanoTime() - begun) / 1_000_000_000;
  }

  private void say(boolean good, String what, String value, Object... arguments) {
    figures.add(new Figure(good, what, value.formatted(arguments)));
  }
}
