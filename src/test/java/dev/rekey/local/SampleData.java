package dev.rekey.local;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/// Fills a migrated database with as many customers and past reset requests as a shop has after
/// years, in seconds: made by PostgreSQL itself, not through the API.
///
/// The same numbers give the same data, apart from the times, which count back from now.
public final class SampleData {

  /// Nobody has a password, so that no sample account can be signed in to; a benchmark that signs
  /// in sets some through the API.
  private static final String CUSTOMERS =
      """
      INSERT INTO customers
        (id, store, email, email_digest, name, locale, status, link_version, sign_in_version,
         has_oauth_tokens, created_at, updated_at)
      SELECT 'sample-' || n,
             'default',
             email,
             sha256(convert_to(email, 'UTF8')),
             (ARRAY['Maria', 'Sven', 'Claire', 'Yuki', 'Wei'])[n % 5 + 1] || ' ' || to_hex(n * 7919),
             (ARRAY['en', 'sv', 'fr', 'ja', 'zh-Hans'])[n % 5 + 1],
             CASE WHEN n % 50 = 0 THEN 'disabled' ELSE 'active' END,
             1,
             1,
             n % 3 = 0,
             at,
             at
        FROM generate_series(1::bigint, ?) AS n,
             LATERAL (SELECT 'customer-' || n || '@sample.example' AS email,
                             now() - make_interval(days => (n % 1500)::int) AS at)
      """;

  private static final String TOKENS =
      """
      INSERT INTO oauth_tokens (digest, customer_id, sign_in_version, client, issued_at, expires_at)
      SELECT sha256(convert_to('sample-token-' || n, 'UTF8')),
             'sample-' || n,
             1,
             'erp',
             now() - interval '30 days',
             now() + interval '335 days'
        FROM generate_series(3::bigint, ?, 3) AS n
      """;

  /// Four of five asked for an account that exists; the retention time is thirty days.
  private static final String RESET_REQUESTS =
      """
      INSERT INTO reset_requests
        (store, email_digest, client_address, requested_at, due_at, attempts, outcome)
      SELECT 'default',
             sha256(convert_to('customer-' || customer || '@sample.example', 'UTF8')),
             '10.0.0.0'::inet + n % 16000000,
             now() - interval '30 days' * (1 - n / ?::float8) - interval '2 hours',
             NULL,
             1,
             CASE WHEN n % 5 = 0 THEN 'no-account' ELSE 'mailed' END
        FROM generate_series(1::bigint, ?) AS n,
             LATERAL (SELECT CASE WHEN n % 5 = 0 THEN 0 ELSE n * 7919 % ? + 1 END AS customer)
      """;

  private static final String AUDIT_EVENTS =
      """
      INSERT INTO audit_events (customer_id, type, at, actor_kind, outcome)
      SELECT 'sample-' || n * 7919 % ? + 1,
             'password-reset-mail-sent',
             now() - interval '30 days' * (1 - n / ?::float8) - interval '2 hours',
             'system',
             'success'
        FROM generate_series(1::bigint, ?) AS n
       WHERE n % 5 <> 0
      """;

  /// How every address ends.
  static final String DOMAIN = "@sample.example";

  private SampleData() {}

  /// The address of the `n`-th customer, counted from 1.
  public static String email(long n) {
    return "customer-" + n + DOMAIN;
  }

  /// The id of the `n`-th customer.
  public static String customerId(long n) {
    return "sample-" + n;
  }

  /// Puts all in, and has the planner learn of it.
  public static void insert(Connection connection, long customers, long resetRequests)
      throws SQLException {
    execute(connection, CUSTOMERS, customers);
    execute(connection, TOKENS, customers);
    execute(connection, RESET_REQUESTS, resetRequests, resetRequests, customers);
    execute(connection, AUDIT_EVENTS, customers, resetRequests, resetRequests);
    try (Statement statement = connection.createStatement()) {
      statement.execute("VACUUM ANALYZE");
    }
  }

  private static void execute(Connection connection, String sql, long... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setLong(i + 1, parameters[i]);
      }
      statement.executeUpdate();
    }
  }
}
