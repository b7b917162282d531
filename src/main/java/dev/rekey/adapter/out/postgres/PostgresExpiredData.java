package dev.rekey.adapter.out.postgres;

import dev.rekey.application.port.ExpiredData;
import dev.rekey.domain.settings.ServiceSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Purges expired rows in small batches and skips locked rows.
@ApplicationScoped
class PostgresExpiredData implements ExpiredData {
  /// Jobs for each statement: deleting one job also deletes thousands of rows of its list.
  private static final int MAX_FORCE_SIGN_INS = 5;

  private static final String COUNT_UNKNOWN_FAILURES =
      """
      WITH old AS (%s RETURNING type, at, actor_kind, outcome), counted AS (
        INSERT INTO audit_events (type, at, actor_kind, outcome, count)
        SELECT type, date_trunc('hour', at) AS hour, actor_kind, outcome, count(*) FROM old
        GROUP BY type, hour, actor_kind, outcome)
      SELECT count(*) AS rows FROM old
      """
          .formatted(byOrder("unknown_sign_in_failures", "at", "true"));

  private final Database database;

  PostgresExpiredData(Database database) {
    this.database = database;
  }

  @Override
  public int remove(Kind kind, Duration keep, int most) {
    if (kind == Kind.UNKNOWN_SIGN_IN_FAILURES) {
      return database
          .queryOne(COUNT_UNKNOWN_FAILURES, row -> row.getInt("rows"), binding(kind, keep, most))
          .orElseThrow();
    }
    return database.update(
        switch (kind) {
          case UNKNOWN_SIGN_IN_FAILURES -> COUNT_UNKNOWN_FAILURES;
          case REQUEST_WINDOWS -> byTime("request_windows", "updated_at", "true");
          case SIGN_IN_ATTEMPTS ->
              byTime(
                  "sign_in_attempts",
                  "updated_at",
                  """
                  (locked_until IS NULL OR locked_until < now())
                  AND (pauses = 0 OR updated_at < now() - %d * interval '1 second')\
                  """
                      .formatted(ServiceSettings.Lockout.PAUSES_KEPT.toSeconds()));
          case KNOWN_DEVICES -> byTime("known_devices", "used_at", "true");
          case RESET_TOKENS -> byTime("reset_tokens", "expires_at", "true");
          case DISPUTE_TOKENS -> byTime("dispute_tokens", "expires_at", "true");
          case OAUTH_TOKENS -> byTime("oauth_tokens", "expires_at", "true");
          case RESET_REQUESTS -> byOrder("reset_requests", "requested_at", "due_at IS NULL");
          case AUDIT_EVENTS -> byOrder("audit_events", "at", "true");
          case SECURITY_EVENTS -> byOrder("security_events", "occurred_at", "true");
          case REMOTE_REVOCATIONS -> byTime("remote_revocations", "recorded_at", "due_at IS NULL");
          case SECURITY_EVENT_DELIVERIES ->
              byTime("security_event_deliveries", "queued_at", "true");
          case FORCE_SIGN_INS -> byTime("force_sign_ins", "finished_at", "finished_at IS NOT NULL");
          case CONSUMED_TOKEN_IDS -> byTime("consumed_token_ids", "expires_at", "true");
        },
        binding(kind, keep, most));
  }

  // The order of the parameters is the order of the placeholders.
  private static Object[] binding(Kind kind, Duration keep, int most) {
    return switch (kind) {
      case REQUEST_WINDOWS,
          SIGN_IN_ATTEMPTS,
          KNOWN_DEVICES,
          RESET_TOKENS,
          DISPUTE_TOKENS,
          OAUTH_TOKENS,
          CONSUMED_TOKEN_IDS,
          SECURITY_EVENT_DELIVERIES,
          REMOTE_REVOCATIONS ->
          new Object[] {keep.toSeconds(), most};
      case FORCE_SIGN_INS -> new Object[] {keep.toSeconds(), Math.min(most, MAX_FORCE_SIGN_INS)};
      case UNKNOWN_SIGN_IN_FAILURES, RESET_REQUESTS, AUDIT_EVENTS, SECURITY_EVENTS ->
          new Object[] {most, keep.toSeconds()};
    };
  }

  /// Purges through an index on the time. Uses `now()`, because PostgreSQL cannot search an index
  /// by the volatile `clock_timestamp()`.
  private static String byTime(String table, String time, String condition) {
    return """
    DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM %1$s
      WHERE %2$s < now() - ? * interval '1 second' AND %3$s
      ORDER BY %2$s LIMIT ? FOR UPDATE SKIP LOCKED))
    """
        .formatted(table, time, condition);
  }

  /// Purges by ascending id. The oldest rows have the lowest ids, so that only the first rows are
  /// checked and no index on the time is needed.
  private static String byOrder(String table, String time, String condition) {
    return """
    DELETE FROM %1$s WHERE id = ANY (ARRAY(
      SELECT id FROM (
        SELECT id, %2$s AS time, %3$s AS ended FROM %1$s
        ORDER BY id LIMIT ? FOR UPDATE SKIP LOCKED) AS oldest
      WHERE time < now() - ? * interval '1 second' AND ended))
    """
        .formatted(table, time, condition);
  }
}
