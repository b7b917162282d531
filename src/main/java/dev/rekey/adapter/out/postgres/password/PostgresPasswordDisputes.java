package dev.rekey.adapter.out.postgres.password;

import dev.rekey.adapter.out.postgres.Database;
import dev.rekey.application.port.password.PasswordDisputes;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/// Stores the dispute links of notices in the table `dispute_tokens`. SQL, because all statements
/// but one decide a race.
@ApplicationScoped
class PostgresPasswordDisputes implements PasswordDisputes {
  // the key is the link version that the change will produce
  private static final String CHANGING =
      """
      UPDATE customers
      SET disputable_from = CASE WHEN ? THEN link_version + 1 ELSE disputable_from END
      WHERE id = ?
      RETURNING link_version + 1 AS change
      """;

  // If the email changed since the look-up, no link is stored for the previous address.
  private static final String STORE =
      """
      INSERT INTO dispute_tokens (digest, customer_id, change, created_at, expires_at)
      SELECT ?, c.id, wanted.change, clock_timestamp(),
        clock_timestamp() + ? * interval '1 second'
      FROM (VALUES (?::bigint)) AS wanted (change)
      JOIN customers c ON c.id = ? AND c.disputable_from <= wanted.change
      """;

  private static final String FIND =
      """
      SELECT d.customer_id,
        CASE
          WHEN d.used_at IS NOT NULL OR d.change < c.disputable_from THEN 'USED'
          WHEN d.expires_at > clock_timestamp() THEN 'USABLE'
          ELSE 'EXPIRED' END AS state
      FROM dispute_tokens d JOIN customers c ON c.id = d.customer_id
      WHERE d.digest = ?
      """;

  private static final String TAKE =
      """
      UPDATE dispute_tokens d SET used_at = clock_timestamp()
      FROM customers c
      WHERE d.digest = ? AND d.used_at IS NULL AND d.expires_at > clock_timestamp()
        AND c.id = d.customer_id AND d.change >= c.disputable_from
      """;

  private final Database database;

  PostgresPasswordDisputes(Database database) {
    this.database = database;
  }

  @Override
  public long changing(CustomerId customer, boolean settling) {
    return database
        .queryOne(CHANGING, row -> row.getLong("change"), settling, customer.value())
        .orElseThrow();
  }

  @Override
  public boolean store(Digest token, CustomerId customer, long change, Duration lifetime) {
    return database.updateOne(
        STORE, token.octets(), lifetime.toSeconds(), change, customer.value());
  }

  @Override
  public Optional<Found> find(Digest token) {
    return database.queryOne(
        FIND,
        row ->
            new Found(
                new CustomerId(row.getString("customer_id")),
                State.valueOf(row.getString("state"))),
        token.octets());
  }

  @Override
  public boolean consume(Digest token) {
    return database.updateOne(TAKE, token.octets());
  }

  @Override
  public boolean countRefusal(Digest token, int most) {
    return database.updateOne(
        "UPDATE dispute_tokens SET refusals = refusals + 1 WHERE digest = ? AND refusals < ?",
        token.octets(),
        most);
  }
}
