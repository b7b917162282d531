package dev.rekey.local.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Uses mailed links as customers do, through all replicas in turn.
public final class Links implements AutoCloseable {
  private static final int AT_ONCE = 8;

  private final List<URI> replicas;
  private final AtomicInteger turn = new AtomicInteger();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  public Links(List<URI> replicas) {
    this.replicas = List.copyOf(replicas);
  }

  /// How many of the tokens are said to be usable.
  public int usable(List<String> tokens) throws InterruptedException {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Integer>> answers = new ArrayList<>();
      for (String token : tokens) {
        answers.add(threads.submit(() -> post("/password-resets/validate", "token", token)));
      }
      int usable = 0;
      for (Future<Integer> answer : answers) {
        usable += answer.get() == 200 ? 1 : 0;
      }
      return usable;
    } catch (java.util.concurrent.ExecutionException failure) {
      throw new IllegalStateException(failure);
    }
  }

  public int requestReset(String email) {
    return post("/password-resets", "email", email);
  }

  /// The answer to a new password.
  public int confirm(String token, String password) {
    return post("/password-resets/confirm", "token", token, "newPassword", password);
  }

  public int signIn(String email, String password) {
    return post("/sign-ins", "email", email, "password", password);
  }

  public String metrics(URI management) {
    return send(HttpRequest.newBuilder(management.resolve("/q/metrics"))).body();
  }

  @Override
  public void close() {
    client.close();
  }

  /// None of the values needs escaping.
  private int post(String path, String... members) {
    StringBuilder body = new StringBuilder("{");
    for (int i = 0; i < members.length; i += 2) {
      body.append(i == 0 ? "" : ",").append("\"%s\":\"%s\"".formatted(members[i], members[i + 1]));
    }
    URI replica = replicas.get(Math.floorMod(turn.getAndIncrement(), replicas.size()));
    return send(HttpRequest.newBuilder(replica.resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body.append("}").toString())))
        .statusCode();
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(
          request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }
}
