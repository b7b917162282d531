package dev.rekey.local.stack;

import dev.rekey.local.mailbox.Mailbox;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The servers that the packaged service needs, and any number of services in front of them.
///
/// Servers that do not need each other start concurrently. Everything that was started is closed in
/// the opposite order, also when one of them fails to start.
///
/// ```java
/// try (TestStack stack = TestStack.of("outage").with("REKEY_MIN_INTERVAL", "PT0S").start()) {
///   Service service = stack.service("outage", Map.of());
/// ```
public final class TestStack implements AutoCloseable {
  private final String name;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private Database.Settings databaseSettings;
  private boolean countsMails;
  private boolean hasKeycloak;
  private boolean closing;
  private @Nullable Database database;
  private @Nullable Mailbox mailbox;
  private @Nullable SmtpSink sink;
  private @Nullable IdentityProvider identityProvider;
  private @Nullable Keycloak keycloak;

  private TestStack(String name) {
    this.name = name;
    databaseSettings = Database.Settings.fast(name);
  }

  /// A stack that is configured by `with…` and started by [#start]. Its name is that of its log
  /// files.
  public static TestStack of(String name) {
    return new TestStack(name);
  }

  /// Starts a stack with the defaults: a fast database, a mail server, an identity provider.
  public static TestStack start(String name) {
    return of(name).start();
  }

  /// A stack for benchmarks: its mail server only counts, its services hash and run as in
  /// production, and this JVM logs warnings only.
  public static TestStack forBenchmark(Database.Settings database) {
    Logger.getLogger("").setLevel(Level.WARNING);
    TargetFiles.delete(TargetFiles.log(database.name()));
    TestStack stack = of(database.name()).withDatabase(database);
    stack.countsMails = true;
    return stack;
  }

  public TestStack withDatabase(Database.Settings settings) {
    databaseSettings = settings;
    return this;
  }

  public TestStack withKeycloak() {
    hasKeycloak = true;
    return this;
  }

  /// A setting of all services that are started from now on.
  public TestStack with(String variable, String value) {
    settings.put(variable, value);
    return this;
  }

  public TestStack start() {
    CompletableFuture<Database> startingDatabase =
        concurrently(() -> Database.start(databaseSettings));
    CompletableFuture<Keycloak> startingKeycloak =
        hasKeycloak ? concurrently(() -> Keycloak.start(name)) : null;
    try {
      if (countsMails) {
        sink = own(SmtpSink.start());
      } else {
        mailbox = own(Mailbox.start());
      }
      identityProvider = own(IdentityProvider.start());
      database = startingDatabase.join();
      if (startingKeycloak != null) {
        keycloak = startingKeycloak.join();
      }
      return this;
    } catch (CompletionException failure) {
      close();
      throw failure.getCause() instanceof RuntimeException cause ? cause : failure;
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  public Database database() {
    return running(database);
  }

  public Mailbox mailbox() {
    return running(mailbox);
  }

  public SmtpSink sink() {
    return running(sink);
  }

  public IdentityProvider identityProvider() {
    return running(identityProvider);
  }

  public Keycloak keycloak() {
    return running(keycloak);
  }

  /// The token of an administrator with all rights.
  public String administrator(String subject) {
    return identityProvider().token(subject, "store-admin");
  }

  /// The configuration of a service on a free port, with `more` on top of the stack's settings.
  public Map<String, String> environment(Map<String, String> more) {
    Map<String, String> environment = environment(TargetFiles.freePort());
    hashing().forEach(environment::putIfAbsent);
    environment.putAll(settings);
    environment.putAll(more);
    return environment;
  }

  /// The configuration of a service on this port, without any further settings.
  Map<String, String> environment(int port) {
    int smtpPort = countsMails ? sink().port() : mailbox().smtpPort();
    return Service.environment(port, database(), smtpPort, identityProvider());
  }

  private Map<String, String> hashing() {
    return countsMails ? Map.of() : Service.cheapHashing();
  }

  /// Starts a service with the stack's name and settings.
  public Service service() {
    return service(name, Map.of());
  }

  /// Starts a service with `more` on top of the stack's settings.
  public Service service(String name, Map<String, String> more) {
    Map<String, String> environment = environment(more);
    return own(
        countsMails
            ? Service.startAsInProduction(name, environment)
            : Service.start(name, environment));
  }

  /// Closes `closeable` before everything that was started earlier. Where the stack is closed
  /// already, because a signal came during the start, it is closed at once.
  public <T extends AutoCloseable> T own(T closeable) {
    synchronized (this) {
      if (!closing) {
        started.push(closeable);
        return closeable;
      }
    }
    closeOrReport(closeable);
    throw new IllegalStateException("Stopped while starting");
  }

  synchronized boolean isClosing() {
    return closing;
  }

  @Override
  public void close() {
    synchronized (this) {
      closing = true;
    }
    for (AutoCloseable next = takeLast(); next != null; next = takeLast()) {
      closeOrReport(next);
    }
  }

  private <T extends AutoCloseable> CompletableFuture<T> concurrently(Supplier<T> start) {
    return CompletableFuture.supplyAsync(
        () -> own(start.get()), task -> Thread.ofPlatform().name("start").start(task));
  }

  private synchronized @Nullable AutoCloseable takeLast() {
    return started.poll();
  }

  private static void closeOrReport(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      System.err.println("Not stopped cleanly: " + e);
    }
  }

  private static <T> T running(@Nullable T server) {
    if (server == null) {
      throw new IllegalStateException("The stack was not started with it");
    }
    return server;
  }
}
