package dev.rekey.local.stack;

import dev.rekey.local.mailbox.MailboxServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Everything that one needs to try the service, started by one command: `bin/run`.
public final class LocalStack implements AutoCloseable {

  /// Where scripts look up what runs where.
  static final Path ADDRESSES = TargetFiles.DIRECTORY.resolve("addresses.env");

  private final TestStack stack =
      TestStack.of("service").withDatabase(Database.Settings.durable("postgresql"));

  /// The ports that a person chooses; all others are free ones.
  record Ports(int service, int mailbox, int management) {

    static Ports of(Map<String, String> environment) {
      return new Ports(
          number(environment, "PORT", 8080),
          number(environment, "MAILBOX_PORT", 8025),
          number(environment, "MANAGEMENT_PORT", 9000));
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
      requireFree(management, "MANAGEMENT_PORT");
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
      if (!stack.stack.isClosing()) {
        fail(
            "The service has ended with status %d. The last that it said:%n%s"
                .formatted(status, service.lastLines()));
      }
    } catch (RuntimeException e) {
      if (!stack.stack.isClosing()) {
        fail(sentence(e));
      }
    }
  }

  @Override
  public void close() {
    stack.close();
    // What was just starting belongs to nobody yet.
    ChildProcess.killAll();
  }

  private Service start(Ports ports, Consumer<String> progress) {
    List.of("postgresql", "service").forEach(name -> TargetFiles.delete(TargetFiles.log(name)));
    progress.accept("starting PostgreSQL, a mail server and an OIDC provider");
    stack.start();
    MailboxServer window = stack.own(MailboxServer.open(stack.mailbox(), ports.mailbox()));
    progress.accept("starting the service");
    Map<String, String> environment = stack.environment(ports.service());
    environment.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(ports.management()));
    environment.putIfAbsent("REKEY_PUBLIC_URL", "http://localhost:" + ports.service());
    environment.putIfAbsent("REKEY_PAGES_STOREFRONT", "true");
    environment.putIfAbsent("REKEY_PAGES_ADMINISTRATION", "true");
    Service service = stack.own(Service.startAsInProduction("service", environment));
    progress.accept("putting in the demo data");
    DemoData.provision(service.baseUri(), stack.administrator("local-stack"));
    IdentityProvider identityProvider = stack.identityProvider();
    Addresses addresses =
        new Addresses(
            service.baseUri(),
            service.managementUri(),
            window.uri(),
            identityProvider.issuer(),
            identityProvider.tokenEndpoint(),
            stack.mailbox().smtpPort(),
            stack.database().jdbcUrl());
    addresses.writeTo(ADDRESSES);
    stack.own(() -> Files.deleteIfExists(ADDRESSES));
    say(addresses.announcement());
    return service;
  }

  private static void say(String line) {
    System.out.println(line);
  }

  private static void fail(String sentence) {
    System.err.println(sentence);
    System.exit(1);
  }

  private static String sentence(Throwable failure) {
    String reason = String.valueOf(failure.getMessage());
    return failure instanceof StartRefused ? reason : "The local stack does not start. " + reason;
  }
}
