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

/// Stores password hashes in `customers`, failed attempts in `sign_in_attempts` and known devices
/// in `known_devices`.
@BuiltIn
@ApplicationScoped
class PostgresCredentials implements Credentials, SignInAttempts {
  // Each attempt counts as a failure before the password is compared, and a success clears the
  // count. So concurrent attempts never compare more passwords than the limit allows. A failure
  // expires after the lockout time. Each pause is twice as long as the one before, as
  // ServiceSettings.Lockout.pause has it.
  private static final String ATTEMPT =
      """
      INSERT INTO sign_in_attempts AS a
        (email_digest, store, failures, pauses, locked_until, updated_at)
      SELECT ?, ?, 1, (l.allowed <= 1)::int,
        CASE WHEN l.allowed <= 1 THEN clock_timestamp() + l.seconds * interval '1 second' END,
        clock_timestamp()
      FROM (VALUES (?::int, ?::bigint)) AS l (allowed, seconds)
      ON CONFLICT (email_digest, store) DO UPDATE
      SET (failures, pauses, locked_until, updated_at) = (
        SELECT next.failures,
          next.pauses + pause.begins::int,
          CASE
            WHEN now.locked THEN a.locked_until
            WHEN pause.begins THEN now.at + interval '1 second' * least(
              l.seconds * (1::bigint << least(next.pauses, 17)), greatest(l.seconds, 86400)) END,
          now.at
        FROM (VALUES (?::int, ?::bigint)) AS l (allowed, seconds),
        LATERAL (
          SELECT at, coalesce(a.locked_until > at, false) AS locked FROM clock_timestamp() AS at
        ) AS now,
        LATERAL (
          SELECT
            CASE
              WHEN NOT now.locked AND (a.locked_until IS NOT NULL
                OR a.updated_at <= now.at - l.seconds * interval '1 second') THEN 1
              ELSE a.failures + 1 END AS failures,
            CASE
              WHEN greatest(a.updated_at, a.locked_until)
                <= now.at - greatest(l.seconds, 86400) * interval '1 second' THEN 0
              ELSE a.pauses END AS pauses
        ) AS next,
        LATERAL (SELECT NOT now.locked AND next.failures >= l.allowed AS begins) AS pause)
      RETURNING failures
      """;

  // A device whose failures reached the limit is not known any more: its next attempts count
  // against the email.
  private static final String DEVICE_ATTEMPT =
      """
      UPDATE known_devices d SET failures = d.failures + 1
      FROM customers c
      WHERE d.digest = ? AND c.id = d.customer_id AND c.email_digest = ? AND c.store = ?
        AND d.failures < ?
      """;

  private static final String REMEMBER =
      """
      INSERT INTO known_devices AS d (digest, customer_id) VALUES (?, ?)
      ON CONFLICT (digest) DO UPDATE SET failures = 0, used_at = clock_timestamp()
      WHERE d.customer_id = excluded.customer_id
      """;

  private static final String FORGET_DEVICES =
      """
      DELETE FROM known_devices WHERE digest IN (
        SELECT digest FROM known_devices WHERE customer_id = ?
        ORDER BY used_at DESC, digest OFFSET ?)
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
  public Attempt attempt(
      StoreId store, Digest email, ServiceSettings.Lockout lockout, @Nullable Digest device) {
    boolean knownDevice =
        device != null
            && lockout.inForce()
            && database.updateOne(DEVICE_ATTEMPT, device, email, store, lockout.failures());
    int failures = lockout.inForce() && !knownDevice ? count(store, email, lockout) : 0;
    Known known =
        database
            .queryOne(ACCOUNT, PostgresCredentials::known, email.octets(), store.value())
            .orElseThrow();
    return new Attempt(
        known.account,
        known.hash,
        knownDevice,
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
    long seconds = lockout.time().toSeconds();
    return database
        .queryOne(
            ATTEMPT,
            row -> row.getInt("failures"),
            email,
            store,
            lockout.failures(),
            seconds,
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
  public void remember(CustomerId customer, Digest device) {
    boolean _ = database.updateOne(REMEMBER, device, customer);
    database.update(FORGET_DEVICES, customer, MAX_DEVICES);
  }

  @Override
  public PreparedPassword prepare(CustomerId id, Password password) {
    return new PreparedPassword.Hashed(hashing.hash(id, password));
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
