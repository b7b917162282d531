package dev.rekey.artifact;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.TestStack;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// Far more callers than the service can serve. What it takes and in what memory is `bin/bench
/// overload`'s to say.
class OverloadIT {
  private static final int CALLERS = 200;
  private static final int SLOW_CLIENTS = 500;
  private static final int CALLS = 5;
  private static final int MEBIBYTES_FOR_A_HASH = 19;

  @Test
  void whoIsTooManyIsSentAwayAndNothingElseComesOfIt() throws Exception {
    // without a bound, the hashes of all callers at once would need many times this
    String heap = "-Xmx128m";
    assertThat(CALLERS * MEBIBYTES_FOR_A_HASH).isGreaterThan(20 * 128);
    try (TestStack servers = TestStack.start("artifact-overload");
        Service service =
            servers.service(
                "overload",
                Map.of(
                    "JAVA_TOOL_OPTIONS",
                    heap,
                    "REKEY_HASHING_MEMORY_KIB",
                    Integer.toString(MEBIBYTES_FOR_A_HASH * 1024),
                    "REKEY_HASHING_ITERATIONS",
                    "2",
                    "REKEY_HASHING_QUEUE",
                    "8",
                    "REKEY_LOCKOUT_FAILURES",
                    "0",
                    "REKEY_MAX_SIGN_IN_FAILURES_PER_HOUR_PER_IP",
                    "0",
                    "REKEY_MIN_INTERVAL",
                    "PT0S"))) {
      Client client = Client.of(servers, service);
      client.customer("calm", "calm@example.com", "opensesame");

      List<Client.Answer> answers = signInAllAtOnce(client);

      assertThat(answers).extracting(Client.Answer::status).contains(401).containsOnly(401, 503);
      assertThat(answers)
          .filteredOn(answer -> answer.status() == 503)
          .isNotEmpty()
          .allSatisfy(answer -> {
            assertThat(answer.text("type")).endsWith("/problems/temporarily-unavailable");
            assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
          });
      client
          .post("/sign-ins", Map.of("email", "calm@example.com", "password", "opensesame"))
          .expect(200);
      assertThat(service.exitStatus()).isNotDone();
    }
  }

  /// Slow clients hold no connection for longer than ten seconds, and do not delay the end. The ten
  /// seconds are waited for: that Netty loads the deadlines is visible in a process only.
  @Test
  void slowClientsLoseTheirConnections() throws Exception {
    try (TestStack servers = TestStack.start("artifact-slow");
        Service service = servers.service("slow", Map.of())) {
      List<Socket> slow = new ArrayList<>();
      for (int i = 0; i < SLOW_CLIENTS; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.baseUri().getPort());
        socket.getOutputStream().write("GET /password-policy HTT".getBytes(US_ASCII));
        slow.add(socket);
      }
      Client client = Client.of(servers, service);
      client.get("/password-policy").expect(200);

      for (Socket socket : slow) {
        socket.setSoTimeout(15_000);
        assertThat(socket.getInputStream().read()).isEqualTo(-1);
        socket.close();
      }
      Socket last = new Socket(InetAddress.getLoopbackAddress(), service.baseUri().getPort());
      last.getOutputStream().write('P');
      service.stop();

      assertThat(service.isAlive()).isFalse();
      last.close();
    }
  }

  private static List<Client.Answer> signInAllAtOnce(Client client) throws Exception {
    List<Client.Answer> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Client.Answer>>> running = new ArrayList<>();
      for (int caller = 0; caller < CALLERS; caller++) {
        String email = "nobody-" + caller + "@example.com";
        running.add(
            threads.submit(() -> {
              List<Client.Answer> own = new ArrayList<>();
              for (int call = 0; call < CALLS; call++) {
                own.add(client.post("/sign-ins", Map.of("email", email, "password", "wrong-one")));
              }
              return own;
            }));
      }
      for (Future<List<Client.Answer>> one : running) {
        answers.addAll(one.get());
      }
    }
    return answers;
  }
}
