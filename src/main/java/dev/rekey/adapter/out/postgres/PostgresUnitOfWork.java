package dev.rekey.adapter.out.postgres;

import dev.rekey.application.port.UnitOfWork;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Status;
import java.util.function.Supplier;

/// Runs a database transaction at READ COMMITTED. Row locks and row counts of conditional updates
/// decide every race, never values that were read before.
@ApplicationScoped
class PostgresUnitOfWork implements UnitOfWork {
  private static final int ATTEMPTS = 3;

  @Override
  public <T> T run(Supplier<T> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return QuarkusTransaction.joiningExisting().call(work::get);
      } catch (RuntimeException failure) {
        if (attempt == ATTEMPTS
            || QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION
            || !Database.isLostRace(failure)) {
          throw Database.translate(failure);
        }
      }
    }
  }
}
