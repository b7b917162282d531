package dev.rekey.artifact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.local.stack.Service;
import dev.rekey.local.stack.TestStack;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// One replica after the other is told to stop and started again while requests keep coming over
/// connections that are kept for as long as the service wants, as a proxy does.
class RollingRestartIT {
  private static final int CLIENTS = 16;
  private static final String REFUSED = "connection refused";

  private final Map<String, LongAdder> answers = new ConcurrentHashMap<>();
  private final CountDownLatch over = new CountDownLatch(1);

  @Test
  void noRequestIsAnsweredWithAnErrorOrCutOff() throws Exception {
    try (TestStack servers = TestStack.start("artifact-rolling")) {
      List<Map<String, String>> environments = new ArrayList<>();
      List<Service> replicas = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        environments.add(servers.environment(Map.of("REKEY_PROTECTION", "NONE")));
        replicas.add(Service.start("rolling-" + i, environments.get(i)));
      }
      List<URI> addresses = replicas.stream().map(Service::baseUri).toList();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        URI address = addresses.get(i % 2);
        threads.add(Thread.ofVirtual().start(() -> askOverAndOver(address)));
      }
      awaitAnswers(500);

      for (int i = 0; i < 2; i++) {
        long begun = System.nanoTime();
        replicas.get(i).stop();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
        replicas.set(i, Service.start("rolling-" + i, environments.get(i)));
      }
      awaitAnswers(count("202") + 500);
      over.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      replicas.forEach(Service::close);
    }

    assertThat(answers).containsOnlyKeys("202", REFUSED);
  }

  private void awaitAnswers(long accepted) {
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> count("202") >= accepted);
  }

  private long count(String answer) {
    LongAdder count = answers.get(answer);
    return count == null ? 0 : count.sum();
  }

  private void note(String answer) {
    answers.computeIfAbsent(answer, first -> new LongAdder()).increment();
  }

  private void askOverAndOver(URI replica) {
    while (over.getCount() > 0) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), replica.getPort())) {
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        boolean kept = true;
        while (kept && over.getCount() > 0) {
          kept = ask(socket, in);
        }
      } catch (ConnectException refused) {
        note(REFUSED);
        awaitListener(replica);
      } catch (IOException cut) {
        note("cut off: " + cut.getMessage());
      }
    }
  }

  /// Whoever was refused comes back when there is somebody, and leaves the machine to the start.
  private void awaitListener(URI replica) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollDelay(Duration.ofMillis(20))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> over.getCount() == 0 || listens(replica));
  }

  private static boolean listens(URI replica) throws IOException {
    try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), replica.getPort())) {
      return true;
    } catch (ConnectException refused) {
      return false;
    }
  }

  /// Asks once, and says whether the connection may be used again.
  private boolean ask(Socket socket, BufferedReader in) throws IOException {
    String body = "{\"email\":\"rolling@example.com\"}";
    String request =
        "POST /password-resets HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    String status = line(in);
    int length = 0;
    boolean kept = true;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      if (header.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(header.substring(15).strip());
      }
      kept &= !header.equalsIgnoreCase("connection: close");
    }
    // the sentence is of ASCII letters, so that octets are characters
    for (int i = 0; i < length; i++) {
      if (in.read() < 0) {
        throw new IOException("within an answer");
      }
    }
    note(status.split(" ", -1)[1]);
    return kept;
  }

  private static String line(BufferedReader in) throws IOException {
    String line = in.readLine();
    if (line == null) {
      throw new IOException("no answer");
    }
    return line;
  }
}
