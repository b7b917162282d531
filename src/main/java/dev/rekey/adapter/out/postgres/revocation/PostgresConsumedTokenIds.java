package dev.rekey.adapter.out.postgres.revocation;

import dev.rekey.adapter.out.postgres.Database;
import dev.rekey.application.port.revocation.ConsumedTokenIds;
import dev.rekey.domain.revocation.SignedRequest;
import jakarta.enterprise.context.ApplicationScoped;

/// Stores consumed token ids in the table `consumed_token_ids`. A concurrent second insert waits
/// for the first transaction, and its row count decides.
@ApplicationScoped
class PostgresConsumedTokenIds implements ConsumedTokenIds {
  private final Database database;

  PostgresConsumedTokenIds(Database database) {
    this.database = database;
  }

  @Override
  public boolean consume(SignedRequest call) {
    return database.updateOne(
        "INSERT INTO consumed_token_ids (token_id, expires_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        call.digest().octets(),
        call.until());
  }
}
