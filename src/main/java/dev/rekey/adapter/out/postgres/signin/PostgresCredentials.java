package dev.rekey.adapter.out.postgres.signin;

import dev.rekey.adapter.out.postgres.BuiltIn;
import dev.rekey.adapter.out.postgres.Database;
import dev.rekey.application.port.password.PasswordHashing;
import dev.rekey.application.port.signin.Credentials;
import dev.rekey.application.port.signin.SignInAttempts;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordHash;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.store.StoreId;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Stores password hashes in `customers` and failed attempts in `sign_in_attempts`.
@BuiltIn
@ApplicationScoped
class PostgresCredentials implements Credentials, SignInAttempts {
  // Each attempt counts as a failure before the password is compared, and a success clears the
  // count. So concurrent attempts never compare more passwords than the limit allows. A failure
  // expires after the lockout time.
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

  // returns one row in any case, so that an unknown address causes the same work
  private static final String ACCOUNT =
      """
      SELECT c.id, c.status, c.sign_in_version, c.password_hash
      FROM (VALUES (?::bytea, ?::text)) AS typed (email_digest, store)
      LEFT JOIN customers c USING (email_digest, store)
      """;

  private final Database database;
  private final PasswordHashing hashing;

  PostgresCredentials(Database database, PasswordHashing hashing) {
    this.database = database;
    this.hashing = hashing;
  }

  @Override
  public Attempt attempt(StoreId store, Digest email, ServiceSettings.Lockout lockout) {
    int failures = lockout.inForce() ? count(store, email, lockout) : 0;
    Known known =
        database
            .queryOne(ACCOUNT, PostgresCredentials::known, email.octets(), store.value())
            .orElseThrow();
    return new Attempt(
        known.account,
        known.hash,
        lockout.inForce() && failures > lockout.failures(),
        lockout.inForce() && failures == lockout.failures());
  }

  private static Known known(ResultSet row) throws SQLException {
    @Nullable String id = row.getString("id");
    @Nullable String phc = row.getString("password_hash");
    boolean active = "active".equals(row.getString("status"));
    long signInVersion = row.getLong("sign_in_version");
    return new Known(
        Optional.ofNullable(id)
            .map(text -> new Account(new CustomerId(text), active, signInVersion)),
        phc == null ? null : new PasswordHash(phc));
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
  public PreparedPassword prepare(CustomerId id, Password password) {
    return new PreparedPassword.Hashed(hashing.hash(password));
  }

  @Override
  public void replace(CustomerId id, PreparedPassword password) {
    store(
        id,
        switch (password) {
          case PreparedPassword.Hashed(PasswordHash hash) -> hash.phc();
          // the account signs in at the identity provider: an earlier hash must not stay valid
          case PreparedPassword.Held _ -> null;
        });
  }

  @Override
  public void remove(CustomerId id) {
    store(id, null);
  }

  private void store(CustomerId id, @Nullable String phc) {
    boolean stored =
        database.updateOne(
            """
            UPDATE customers SET password_hash = ?, link_version = link_version + 1,
              updated_at = clock_timestamp()
            WHERE id = ?
            """,
            phc,
            id.value());
    if (!stored) {
      throw new IllegalStateException("The customer does not exist");
    }
  }

  private record Known(Optional<Account> account, @Nullable PasswordHash hash) {}
}
