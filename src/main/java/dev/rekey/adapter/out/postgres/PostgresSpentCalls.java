package dev.rekey.adapter.out.postgres;

import dev.rekey.application.port.SpentCalls;
import dev.rekey.domain.revocation.SignedCall;
import jakarta.enterprise.context.ApplicationScoped;

/// Spent calls in the table `spent_calls`. Whoever comes second waits for the first one's
/// transaction, and its row count decides.
@ApplicationScoped
class PostgresSpentCalls implements SpentCalls {
  private final Database database;

  PostgresSpentCalls(Database database) {
    this.database = database;
  }

  @Override
  public boolean spend(SignedCall call) {
    return database.updateOne(
        "INSERT INTO spent_calls (call, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        call.digest().octets(),
        call.until());
  }
}
