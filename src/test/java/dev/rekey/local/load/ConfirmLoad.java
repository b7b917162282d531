package dev.rekey.local.load;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Customers of its own who go on setting new passwords through all replicas while faults befall
/// them: each with a link that nobody mailed, until it has worked.
public final class ConfirmLoad implements AutoCloseable {
  public static final String PASSWORD = "chaos-told-Passw0rd";
  public static final String DOMAIN = "@told.example";

  private static final String CUSTOMER =
      """
      INSERT INTO customers (id, store, email, email_digest, locale, status)
      VALUES (?, 'default', ?, sha256(convert_to(?, 'UTF8')), 'en', 'active')
      """;

  private static final String LINK =
      """
      INSERT INTO reset_tokens (digest, customer_id, link_version, created_at, expires_at)
      VALUES (sha256(convert_to(?, 'UTF8')), ?, 1, now(), now() + interval '1 day')
      """;

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final List<URI> replicas;
  private final Map<String, String> links = new LinkedHashMap<>();
  private final Map<String, Integer> confirmed = new ConcurrentHashMap<>();
  private final CountDownLatch over = new CountDownLatch(1);
  private final Thread confirmer;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /// Spreads `count` customers over `duration`.
  public ConfirmLoad(Connection connection, List<URI> replicas, int count, Duration duration)
      throws SQLException {
    this.replicas = List.copyOf(replicas);
    try (PreparedStatement customer = connection.prepareStatement(CUSTOMER);
        PreparedStatement link = connection.prepareStatement(LINK)) {
      for (int i = 0; i < count; i++) {
        String id = "told-" + i;
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(octets(i));
        customer.setString(1, id);
        customer.setString(2, id + DOMAIN);
        customer.setString(3, id + DOMAIN);
        customer.executeUpdate();
        link.setString(1, token);
        link.setString(2, id);
        link.executeUpdate();
        links.put(id, token);
      }
    }
    long pauseMillis = duration.toMillis() / count;
    confirmer = Thread.ofVirtual().name("confirming").start(() -> confirmAll(pauseMillis));
  }

  /// The customers whose password is known to be set. One whose answer got lost is told later that
  /// the link was used, and nobody else has it.
  public List<String> confirmed() {
    return List.copyOf(new TreeSet<>(confirmed.keySet()));
  }

  public List<String> tokens() {
    return List.copyOf(links.values());
  }

  /// Sets what is left, now that nothing is in the way any more.
  @Override
  public void close() throws InterruptedException {
    over.countDown();
    confirmer.join();
    client.close();
  }

  private void confirmAll(long pauseMillis) {
    int turn = 0;
    try {
      while (confirmed.size() < links.size()) {
        for (Map.Entry<String, String> one : links.entrySet()) {
          if (!confirmed.containsKey(one.getKey())) {
            int status = confirm(replicas.get(turn++ % replicas.size()), one.getValue());
            if (status == 204 || status == 410) {
              confirmed.put(one.getKey(), status);
            }
            over.await(pauseMillis, TimeUnit.MILLISECONDS);
          }
        }
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private int confirm(URI replica, String token) throws InterruptedException {
    String body = "{\"token\":\"%s\",\"newPassword\":\"%s\"}".formatted(token, PASSWORD);
    try {
      return client
          .send(
              HttpRequest.newBuilder(replica.resolve("/password-resets/confirm"))
                  .timeout(TIMEOUT)
                  .header("Content-Type", "application/json")
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException lost) {
      return 0;
    }
  }

  private static byte[] octets(int i) {
    byte[] octets = new byte[32];
    octets[0] = (byte) (i >> 8);
    octets[1] = (byte) i;
    octets[31] = 0x5a;
    return octets;
  }
}
