package dev.rekey.adapter.out.postgres;

import dev.rekey.application.port.Credentials;
import dev.rekey.application.port.Customers;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.password.PasswordHash;
import dev.rekey.domain.settings.ServiceSettings;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Passwords in `customers`, and the failures of addresses in `sign_in_attempts`.
@ApplicationScoped
class PostgresCredentials implements Credentials {
  // Each attempt is counted as a failure before anything is compared, and forgotten where it
  // succeeds: however many come at once, no more than the allowed number is ever compared. A
  // failure
  // is remembered for as long as a lock lasts.
  private static final String ATTEMPT =
      """
      INSERT INTO sign_in_attempts AS a (email_digest, store, failures, locked_until, updated_at)
      VALUES (?, ?, 1, CASE WHEN 1 >= ?::int THEN clock_timestamp() + ?::int * interval '1 second' END,
              clock_timestamp())
      ON CONFLICT (email_digest, store) DO UPDATE SET
        failures = CASE
          WHEN a.locked_until > clock_timestamp() THEN a.failures + 1
          WHEN a.locked_until IS NOT NULL
            OR a.updated_at <= clock_timestamp() - ?::int * interval '1 second' THEN 1
          ELSE a.failures + 1 END,
        locked_until = CASE
          WHEN a.locked_until > clock_timestamp() THEN a.locked_until
          WHEN (a.locked_until IS NOT NULL
            OR a.updated_at <= clock_timestamp() - ?::int * interval '1 second') AND 1 < ?::int
            THEN NULL
          WHEN a.failures + 1 >= ?::int THEN clock_timestamp() + ?::int * interval '1 second' END,
        updated_at = clock_timestamp()
      RETURNING failures
      """;

  private static final String HASH = "SELECT password_hash FROM customers WHERE id = ?";

  private final Customers customers;
  private final Database database;

  PostgresCredentials(Customers customers, Database database) {
    this.customers = customers;
    this.database = database;
  }

  @Override
  public Attempt attempt(StoreId store, Digest email, ServiceSettings.Lockout lockout) {
    int failures = lockout.inForce() ? count(store, email, lockout) : 0;
    Optional<Customer> customer = customers.findByEmail(store, email);
    @Nullable String phc =
        database
            .queryOne(
                HASH,
                row -> Optional.ofNullable(row.getString(1)),
                // nobody has the empty id: the same statement for nobody
                customer.map(known -> known.id().value()).orElse(""))
            .flatMap(found -> found)
            .orElse(null);
    return new Attempt(
        customer,
        phc == null ? null : new PasswordHash(phc),
        lockout.inForce() && failures > lockout.failures(),
        lockout.inForce() && failures == lockout.failures());
  }

  private int count(StoreId store, Digest email, ServiceSettings.Lockout lockout) {
    int seconds = (int) lockout.time().toSeconds();
    return database
        .queryOne(
            ATTEMPT,
            row -> row.getInt("failures"),
            email.octets(),
            store.value(),
            lockout.failures(),
            seconds,
            seconds,
            seconds,
            lockout.failures(),
            lockout.failures(),
            seconds)
        .orElseThrow();
  }

  @Override
  public void clearFailures(StoreId store, Digest email) {
    database.update(
        "DELETE FROM sign_in_attempts WHERE email_digest = ? AND store = ?",
        email.octets(),
        store.value());
  }

  @Override
  public void replace(CustomerId id, PasswordHash hash) {
    boolean replaced =
        database.updateOne(
            """
            UPDATE customers SET password_hash = ?, link_version = link_version + 1,
              updated_at = clock_timestamp()
            WHERE id = ?
            """,
            hash.phc(),
            id.value());
    if (!replaced) {
      throw new IllegalStateException("No customer to give a password to");
    }
  }
}
