package dev.rekey.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Everything that one needs to try the service, started by one command: `bin/run`.
public final class LocalStack implements AutoCloseable {

  /// Where scripts look up what runs where.
  static final Path ADDRESSES = Workspace.DIRECTORY.resolve("addresses.env");

  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private boolean closing;

  /// The ports that a person chooses; all others are free ones.
  record Ports(int service, int mailbox) {

    static Ports of(Map<String, String> environment) {
      return new Ports(
          number(environment, "PORT", 8080), number(environment, "MAILBOX_PORT", 8025));
    }

    private static int number(Map<String, String> environment, String name, int usual) {
      String text = environment.getOrDefault(name, Integer.toString(usual));
      if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65535) {
        throw new StartRefused("%s is to be a port number, and is \"%s\".".formatted(name, text));
      }
      return Integer.parseInt(text);
    }

    void requireFree() {
      requireFree(service, "PORT");
      requireFree(mailbox, "MAILBOX_PORT");
    }

    /// Both addresses are tried, for some systems let two programs share a port if one of them
    /// listens on one address only.
    private static void requireFree(int port, String variable) {
      for (InetAddress address :
          List.of(InetAddress.getLoopbackAddress(), new InetSocketAddress(0).getAddress())) {
        try (ServerSocket socket = new ServerSocket(port, 1, address)) {
          socket.getLocalPort();
        } catch (IOException e) {
          throw new StartRefused(
              "Port %d is taken by another program. Stop that, or choose another with %s=<port>."
                  .formatted(port, variable));
        }
      }
    }
  }

  /// The reason, in a sentence for whoever started it, why nothing was started.
  private static final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    StartRefused(String sentence) {
      super(sentence);
    }
  }

  private LocalStack() {}

  public static void main(String[] arguments) {
    // What the servers have to say for themselves is of no interest to whoever tries the service.
    Logger.getLogger("").setLevel(Level.WARNING);
    LocalStack stack = new LocalStack();
    Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
    try {
      Ports ports = Ports.of(System.getenv());
      ports.requireFree();
      Service service = stack.start(ports, line -> say("… " + line));
      int status = service.exitStatus().join();
      if (!stack.isClosing()) {
        fail(
            "The service has ended with status %d. The last that it said:%n%s"
                .formatted(status, service.lastLines()));
      }
    } catch (RuntimeException e) {
      if (!stack.isClosing()) {
        fail(sentence(e));
      }
    }
  }

  /// Stops what was started, in the opposite order.
  @Override
  public void close() {
    synchronized (this) {
      closing = true;
    }
    for (AutoCloseable next = takeLast(); next != null; next = takeLast()) {
      closeOrReport(next);
    }
    // What was just starting belongs to nobody yet.
    ChildProcess.killAll();
  }

  private Service start(Ports ports, Consumer<String> progress) {
    List.of("postgresql", "service").forEach(name -> Workspace.delete(Workspace.log(name)));
    progress.accept("starting PostgreSQL, a mail server and an OIDC provider");
    CompletableFuture<Database> starting =
        CompletableFuture.supplyAsync(
            () -> own(Database.start(Database.Settings.durable("postgresql"))));
    Mailbox mailbox = own(Mailbox.start());
    MailboxWindow window = own(MailboxWindow.open(mailbox, ports.mailbox()));
    IdentityProvider identityProvider = own(IdentityProvider.start());
    Database database = starting.join();
    progress.accept("starting the service");
    Map<String, String> environment =
        Service.environment(ports.service(), database, mailbox, identityProvider);
    environment.putIfAbsent("REKEY_PUBLIC_URL", "http://localhost:" + ports.service());
    environment.putIfAbsent("REKEY_PAGES_STOREFRONT", "true");
    environment.putIfAbsent("REKEY_PAGES_ADMINISTRATION", "true");
    Service service = own(Service.startAsInProduction("service", environment));
    progress.accept("putting in the demo data");
    DemoData.provision(service.baseUri(), identityProvider.token("local-stack", "store-admin"));
    Addresses addresses =
        new Addresses(
            service.baseUri(),
            window.uri(),
            identityProvider.issuer(),
            identityProvider.tokenEndpoint(),
            mailbox.smtpPort(),
            database.jdbcUrl());
    addresses.writeTo(ADDRESSES);
    own(() -> Files.deleteIfExists(ADDRESSES));
    say(addresses.announcement());
    return service;
  }

  /// Takes charge of closing it, at once if a signal came while it was starting.
  private <T extends AutoCloseable> T own(T closeable) {
    synchronized (this) {
      if (!closing) {
        started.push(closeable);
        return closeable;
      }
    }
    closeOrReport(closeable);
    throw new IllegalStateException("Stopped while starting");
  }

  private synchronized @Nullable AutoCloseable takeLast() {
    return started.poll();
  }

  private synchronized boolean isClosing() {
    return closing;
  }

  private static void closeOrReport(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      System.err.println("Not stopped cleanly: " + e);
    }
  }

  private static void say(String line) {
    System.out.println(line);
  }

  private static void fail(String sentence) {
    System.err.println(sentence);
    System.exit(1);
  }

  private static String sentence(Throwable failure) {
    if (failure instanceof CompletionException && failure.getCause() != null) {
      return sentence(failure.getCause());
    }
    String reason = String.valueOf(failure.getMessage());
    return failure instanceof StartRefused ? reason : "The local stack does not start. " + reason;
  }
}
