package dev.rekey.local.chaos;

import dev.rekey.local.chaos.Chaos.Figure;
import dev.rekey.local.load.Customers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Compares what was answered, what the database holds and what was mailed, and says of each
/// promise whether it was kept.
final class ChaosVerifier {
  private static final Ended NEVER = new Ended(0, 0, 0, 0);

  private final Customers customers;
  private final Map<String, Long> accepted;
  private final Map<String, List<String>> mails;
  private final Map<String, Ended> byDigest;
  private final int crashes;
  private final List<Figure> figures = new ArrayList<>();

  /// How the recorded requests for one address ended.
  private record Ended(long rows, long mailed, long undeliverable, long noAccount) {}

  ChaosVerifier(
      Customers customers,
      Map<String, Long> accepted,
      Map<String, List<String>> mails,
      Connection connection,
      int crashes)
      throws SQLException {
    this.customers = customers;
    this.accepted = accepted;
    this.mails = mails;
    this.crashes = crashes;
    byDigest = byDigest(connection);
    recorded();
    mailed();
    notTooOften();
    undeliverable();
    nobodyElse();
    limits(connection);
    stuck(connection);
  }

  List<Figure> figures() {
    return List.copyOf(figures);
  }

  private void recorded() {
    long all = accepted.values().stream().mapToLong(Long::longValue).sum();
    long missing = 0;
    for (Map.Entry<String, Long> one : accepted.entrySet()) {
      missing += Math.max(0, one.getValue() - ended(one.getKey()).rows);
    }
    long rows = byDigest.values().stream().mapToLong(Ended::rows).sum();
    say(
        missing == 0,
        "answers of 202 that were recorded",
        "%,d of %,d (and %,d whose answer got lost)",
        all - missing,
        all,
        rows - all + missing);
  }

  private void mailed() {
    long asked = 0;
    long missing = 0;
    for (Map.Entry<String, Long> one : accepted.entrySet()) {
      String email = one.getKey();
      if (customers.isKnown(email) && !customers.isRefused(email)) {
        asked += one.getValue();
        // both: an extra mail for one request must not stand for another's
        long settled = ended(email).mailed;
        missing += Math.max(0, one.getValue() - Math.min(settled, mails(email)));
      }
    }
    say(
        missing == 0 && asked > 0,
        "answers of 202 for a known customer that have a mail",
        "%,d of %,d",
        asked - missing,
        asked);
  }

  private void notTooOften() {
    long extra = 0;
    long most = 0;
    int tooMany = 0;
    int fewer = 0;
    for (String email : mails.keySet()) {
      long more = mails(email) - ended(email).mailed;
      if (more < 0) {
        fewer++;
      }
      extra += Math.max(0, more);
      most = Math.max(most, more);
      if (mails(email) > ended(email).rows + crashes) {
        tooMany++;
      }
    }
    say(
        tooMany == 0 && fewer == 0,
        "customers with more mails than requests + crashes",
        "%d (%,d mails came once more, at most %d for one customer; %d crashes)",
        tooMany,
        extra,
        most,
        crashes);
  }

  private void undeliverable() {
    long rows = 0;
    long open = 0;
    for (String email : customers.refused()) {
      Ended ended = ended(email);
      rows += ended.undeliverable;
      if (customers.isKnown(email)) {
        open += Math.abs(ended.rows - ended.mailed - ended.undeliverable);
      }
    }
    long all = byDigest.values().stream().mapToLong(Ended::undeliverable).sum();
    say(
        open == 0 && rows == all,
        "requests that ended as undeliverable",
        "%,d, all for the %d addresses that are refused for good",
        rows,
        customers.refused().size());
  }

  private void nobodyElse() {
    long requests =
        accepted.entrySet().stream()
            .filter(one -> !customers.isKnown(one.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum();
    long wrong =
        mails.entrySet().stream()
            .filter(one -> !customers.isKnown(one.getKey()))
            .mapToLong(one -> one.getValue().size())
            .sum();
    say(
        wrong == 0 && requests > 0,
        "mails to unknown and disabled accounts",
        "%d after %,d answers of 202",
        wrong,
        requests);
  }

  private void limits(Connection connection) throws SQLException {
    String pace =
        """
        SELECT count(*) FROM (
          SELECT requested_at - lag(requested_at, %s)
            OVER (PARTITION BY %s ORDER BY requested_at, id) AS since
          FROM reset_requests) AS r WHERE since < interval '%s'
        """;
    long perEmail = count(connection, pace.formatted(Chaos.PER_EMAIL, "email_digest", "1 hour"));
    long perAddress =
        count(connection, pace.formatted(Chaos.PER_ADDRESS, "client_address", "1 hour"));
    long interval =
        count(connection, pace.formatted(1, "email_digest", Chaos.MIN_INTERVAL.toString()));
    long atLimit = byDigest.values().stream().filter(one -> one.rows == Chaos.PER_EMAIL).count();
    say(
        perEmail + perAddress + interval == 0 && atLimit > 0,
        "requests beyond a limit",
        "%d by e-mail, %d by client address, %d by interval (%,d addresses used theirs up)",
        perEmail,
        perAddress,
        interval,
        atLimit);
  }

  private void stuck(Connection connection) throws SQLException {
    long rows = count(connection, Chaos.OPEN);
    long given =
        count(
            connection,
            "SELECT count(*) FROM reset_requests WHERE outcome NOT IN"
                + " ('mailed', 'no-account', 'undeliverable')");
    say(rows + given == 0, "rows that are stuck or given up", "%d", rows + given);
  }

  private void say(boolean good, String what, String value, Object... arguments) {
    figures.add(new Figure(good, what, value.formatted(arguments)));
  }

  private long mails(String email) {
    return mails.getOrDefault(email, List.of()).size();
  }

  private Ended ended(String email) {
    return byDigest.getOrDefault(digest(email), NEVER);
  }

  private static Map<String, Ended> byDigest(Connection connection) throws SQLException {
    Map<String, Ended> byDigest = new HashMap<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                """
                SELECT encode(email_digest, 'hex'), count(*),
                  count(*) FILTER (WHERE outcome = 'mailed'),
                  count(*) FILTER (WHERE outcome = 'undeliverable'),
                  count(*) FILTER (WHERE outcome = 'no-account')
                FROM reset_requests GROUP BY email_digest
                """)) {
      while (rows.next()) {
        byDigest.put(
            rows.getString(1),
            new Ended(rows.getLong(2), rows.getLong(3), rows.getLong(4), rows.getLong(5)));
      }
    }
    return byDigest;
  }

  static long count(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static String digest(String email) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(email.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
