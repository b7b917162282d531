package dev.rekey.local.chaos;

import dev.rekey.local.chaos.Chaos.Figure;
import dev.rekey.local.fixture.Receiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A receiver of security events in a chaos run, which is not always at home, and what it was told:
/// all that happened, each event by one name, however often it came.
final class SecurityEventAudit implements AutoCloseable {
  private static final String AUTHORIZATION = "Bearer chaos-receiver-alone";
  private static final int NOT_AT_HOME = 13;

  private static final String HAPPENED =
      """
      SELECT txn || ' https://schemas.openid.net/secevent/caep/event-type/' || type || ' '
        || customer_id FROM security_events
      """;

  private final Receiver receiver = Receiver.start();

  /// Has the first of the replicas push everything that happens from now on.
  SecurityEventAudit(URI replica, String administrator) {
    receiver.behave(_ ->
        receiver.calls().size() % NOT_AT_HOME == 0
            ? new Receiver.Answer(503, "")
            : new Receiver.Answer(202, ""));
    String body =
        """
        {"delivery":{"method":"urn:ietf:rfc:8935","endpoint_url":"%s","authorization_header":"%s"}}
        """
            .formatted(receiver.endpoint(), AUTHORIZATION);
    HttpResponse<String> created =
        send(
            HttpRequest.newBuilder(replica.resolve("/ssf/streams"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + administrator)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    if (created.statusCode() != 201) {
      throw new IllegalStateException("No stream: " + created.body());
    }
  }

  /// Whether all that happened was told.
  ///
  /// @param confirmed customers who each set one password
  List<Figure> reckon(Connection connection, URI replica, List<String> confirmed)
      throws SQLException {
    String keys = send(HttpRequest.newBuilder(replica.resolve("/ssf/jwks"))).body();
    Map<String, Set<String>> names = new HashMap<>();
    Map<String, Set<String>> transactions = new HashMap<>();
    Map<String, Set<String>> types = new HashMap<>();
    int calls = 0;
    for (Receiver.Call call : receiver.calls()) {
      Receiver.Event event = Receiver.check(call.token(), keys);
      String customer = String.valueOf(event.subject().get("sub"));
      String happened = event.txn() + " " + event.type() + " " + customer;
      names.computeIfAbsent(happened, _ -> new HashSet<>()).add(event.jti());
      transactions.computeIfAbsent(customer, _ -> new HashSet<>()).add(event.txn() + "");
      types.computeIfAbsent(customer, _ -> new HashSet<>()).add(event.type());
      calls++;
    }
    Set<String> happened = happened(connection);
    long lost = happened.stream().filter(one -> !names.containsKey(one)).count();
    long invented = names.keySet().stream().filter(one -> !happened.contains(one)).count();
    long renamed = names.values().stream().filter(all -> all.size() != 1).count();
    long whole =
        confirmed.stream()
            .filter(one -> types.getOrDefault(one, Set.of()).size() == 2)
            .filter(one -> transactions.getOrDefault(one, Set.of()).size() == 1)
            .count();
    return List.of(
        new Figure(
            lost + invented + renamed == 0 && !happened.isEmpty(),
            "security events that the receiver has",
            "%,d of %,d, by one name each (%,d calls, some while it was not at home)"
                .formatted(happened.size() - lost, happened.size(), calls)),
        new Figure(
            whole == confirmed.size() && !confirmed.isEmpty(),
            "new passwords told as two events of one transaction",
            "%,d of %,d".formatted(whole, confirmed.size())));
  }

  @Override
  public void close() {
    receiver.close();
  }

  private static Set<String> happened(Connection connection) throws SQLException {
    Set<String> happened = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(HAPPENED)) {
      while (rows.next()) {
        happened.add(rows.getString(1));
      }
    }
    return happened;
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stop);
    }
  }
}
