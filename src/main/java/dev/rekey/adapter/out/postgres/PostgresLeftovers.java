package dev.rekey.adapter.out.postgres;

import dev.rekey.application.port.Leftovers;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;

/// Removes old rows, few in a statement, and passes by those that somebody holds.
@ApplicationScoped
class PostgresLeftovers implements Leftovers {
  private final Database database;

  PostgresLeftovers(Database database) {
    this.database = database;
  }

  @Override
  public int remove(Kind kind, Duration keep, int most) {
    return database.update(
        switch (kind) {
          case REQUEST_WINDOWS -> statement("request_windows", "updated_at", "true");
          case SIGN_IN_ATTEMPTS ->
              statement(
                  "sign_in_attempts",
                  "updated_at",
                  "(locked_until IS NULL OR locked_until < clock_timestamp())");
          case RESET_REQUESTS -> statement("reset_requests", "requested_at", "due_at IS NULL");
          case RESET_TOKENS -> statement("reset_tokens", "expires_at", "true");
          case OAUTH_TOKENS -> statement("oauth_tokens", "expires_at", "true");
          case AUDIT_EVENTS -> statement("audit_events", "at", "true");
          case SECURITY_EVENTS -> statement("security_events", "occurred_at", "true");
        },
        keep.toSeconds(),
        most);
  }

  private static String statement(String table, String time, String condition) {
    return """
    DELETE FROM %1$s WHERE ctid = ANY (ARRAY(
      SELECT ctid FROM %1$s
      WHERE %2$s < clock_timestamp() - ? * interval '1 second' AND %3$s
      LIMIT ? FOR UPDATE SKIP LOCKED))
    """
        .formatted(table, time, condition);
  }
}
