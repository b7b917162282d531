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
          .formatted(deleteByOrder("unknown_sign_in_failures", "at", "true"));

  private final Database database;

  PostgresExpiredData(Database database) {
    this.database = database;
  }

  @Override
  public int remove(Kind kind, Duration keep, int most) {
    return switch (kind) {
      case REQUEST_WINDOWS -> byTime(keep, most, "request_windows", "updated_at", "true");
      case SIGN_IN_ATTEMPTS ->
          byTime(
              keep,
              most,
              "sign_in_attempts",
              "updated_at",
              """
              (locked_until IS NULL OR locked_until < now())
              AND (pauses = 0 OR updated_at < now() - %d * interval '1 second')
              """
                  .formatted(ServiceSettings.Lockout.PAUSES_KEPT.toSeconds()));
      case KNOWN_DEVICES -> byTime(keep, most, "known_devices", "used_at", "true");
      case UNKNOWN_SIGN_IN_FAILURES ->
          database
              .queryOne(COUNT_UNKNOWN_FAILURES, row -> row.getInt("rows"), most, keep.toSeconds())
              .orElseThrow();
      case RESET_TOKENS -> byTime(keep, most, "reset_tokens", "expires_at", "true");
      case DISPUTE_TOKENS -> byTime(keep, most, "dispute_tokens", "expires_at", "true");
      case OAUTH_TOKENS -> byTime(keep, most, "oauth_tokens", "expires_at", "true");
      case RESET_REQUESTS ->
          byOrder(keep, most, "reset_requests", "requested_at", "due_at IS NULL");
      case AUDIT_EVENTS -> byOrder(keep, most, "audit_events", "at", "true");
      case SECURITY_EVENTS -> byOrder(keep, most, "security_events", "occurred_at", "true");
      case REMOTE_REVOCATIONS ->
          byTime(keep, most, "remote_revocations", "recorded_at", "due_at IS NULL");
      case SECURITY_EVENT_DELIVERIES ->
          byTime(keep, most, "security_event_deliveries", "queued_at", "true");
      case FORCE_SIGN_INS ->
          byTime(
              keep,
              Math.min(most, MAX_FORCE_SIGN_INS),
              "force_sign_ins",
              "finished_at",
              "finished_at IS NOT NULL");
      case CONSUMED_TOKEN_IDS -> byTime(keep, most, "consumed_token_ids", "expires_at", "true");
    };
  }

  /// Purges through an index on the time. Uses `now()`, because PostgreSQL cannot search an index
  /// by the volatile `clock_timestamp()`.
  private int byTime(Duration keep, int most, String table, String time, String condition) {
    return database.update(
        """
        DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
          SELECT ctid FROM %1$s
          WHERE %2$s < now() - ? * interval '1 second' AND %3$s
          ORDER BY %2$s LIMIT ? FOR UPDATE SKIP LOCKED))
        """
            .formatted(table, time, condition),
        keep.toSeconds(),
        most);
  }

  /// Purges by ascending id. The oldest rows have the lowest ids, so that only the first rows are
  /// checked and no index on the time is needed.
  private int byOrder(Duration keep, int most, String table, String time, String condition) {
    return database.update(deleteByOrder(table, time, condition), most, keep.toSeconds());
  }

  private static String deleteByOrder(String table, String time, String condition) {
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
