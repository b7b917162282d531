package dev.rekey.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConnectionDrainingTest {
  private static final String TOLD = "connection: close";

  private final ConnectionDraining connectionDraining = new ConnectionDraining();
  private final Vertx vertx = Vertx.vertx();
  private final CompletableFuture<RoutingContext> begun = new CompletableFuture<>();
  private HttpServer server;

  @BeforeEach
  void serve() throws Exception {
    Router router = Router.router(vertx);
    router.route().handler(connectionDraining::pass);
    router.get("/whole").handler(call -> call.response().end("whole"));
    router
        .get("/half")
        .handler(call ->
            call.response()
                .putHeader("Content-Length", "8")
                .write("half")
                .onSuccess(_ -> begun.complete(call)));
    server = await(vertx.createHttpServer().requestHandler(router).listen(0, "localhost"));
  }

  @AfterEach
  void stop() throws Exception {
    await(vertx.close());
  }

  @Test
  void whoAsksAfterTheBeginningIsToldAndLeft() throws Exception {
    try (Caller caller = new Caller()) {
      assertThat(caller.ask("/whole")).doesNotContain(TOLD);
      connectionDraining.begin(new ShutdownDelayInitiatedEvent());

      caller.asksUntilTold();

      assertThat(caller.isLeft()).isTrue();
      assertThatThrownBy(Caller::new).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void nobodyIsLeftWhoWasNotTold() throws Exception {
    try (Caller caller = new Caller();
        Caller other = new Caller()) {
      other.ask("/whole");
      caller.write("/half");
      assertThat(caller.head()).doesNotContain(TOLD);
      connectionDraining.begin(new ShutdownDelayInitiatedEvent());
      other.asksUntilTold();
      RoutingContext call = begun.get();
      call.vertx().runOnContext(_ -> call.response().end("half"));
      caller.read(8);

      assertThat(caller.ask("/whole")).contains("HTTP/1.1 200 OK", TOLD);
      assertThat(caller.isLeft()).isTrue();
    }
  }

  private static <T> T await(io.vertx.core.Future<T> future)
      throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  /// Asks again and again over one connection.
  private final class Caller implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader in;

    Caller() throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort());
      in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    void write(String path) throws IOException {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    }

    List<String> head() throws IOException {
      List<String> lines = new ArrayList<>();
      for (String line = in.readLine(); ; line = in.readLine()) {
        assertThat(line).as("cut off").isNotNull();
        if (line.isEmpty()) {
          return lines;
        }
        lines.add(line);
      }
    }

    void read(int octets) throws IOException {
      for (int i = 0; i < octets; i++) {
        assertThat(in.read()).as("cut off").isNotNegative();
      }
    }

    List<String> ask(String path) throws IOException {
      write(path);
      List<String> head = head();
      read("whole".length());
      return head;
    }

    void asksUntilTold() throws IOException {
      while (!ask("/whole").contains(TOLD)) {
        Thread.onSpinWait();
      }
    }

    boolean isLeft() throws IOException {
      return in.read() < 0;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
