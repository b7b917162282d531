package dev.rekey.adapter.out.postgres;

import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.OAuthToken;
import dev.rekey.domain.revocation.TokenRevocation;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores access tokens in the table `oauth_tokens`.
@ApplicationScoped
class PostgresOAuthTokens implements OAuthTokens {
  // The update locks the customer's row. A concurrent force sign-in or reset commits before it, and
  // then the version no longer matches.
  private static final String CUSTOMER_AT_VERSION =
      """
      UPDATE customers SET has_oauth_tokens = true
      WHERE id = ? AND sign_in_version = ?
      """;

  private static final String ISSUE =
      """
      INSERT INTO oauth_tokens
        (digest, customer_id, sign_in_version, client, scope, issued_from, issued_at, expires_at)
      SELECT ?, c.id, c.sign_in_version, ?, ?, ?::inet, at.instant,
        at.instant + ?::int * interval '1 second'
      FROM customers c,
        LATERAL (SELECT greatest(clock_timestamp(), c.tokens_valid_from) AS instant) at
      WHERE c.id = ?
      RETURNING id
      """;

  private static final String HORIZON =
      """
      UPDATE customers SET sign_in_version = sign_in_version + 1,
        tokens_valid_from = greatest(clock_timestamp(), tokens_valid_from)
      WHERE id = ?
      RETURNING tokens_valid_from
      """;

  // `clock_timestamp()` changes within a statement, so that no index can be searched by it.
  // `now()`, which is never later, excludes the tokens that expired before.
  private static final String REVOKE_ALL =
      """
      UPDATE oauth_tokens SET revoked_at = clock_timestamp()
      WHERE customer_id = ? AND revoked_at IS NULL
        AND expires_at > now() AND expires_at > clock_timestamp()
        AND id IS DISTINCT FROM ?::uuid
      """;

  private static final String END_OLDEST =
      """
      UPDATE oauth_tokens SET revoked_at = clock_timestamp()
      WHERE revoked_at IS NULL AND id IN (
        SELECT id FROM oauth_tokens
        WHERE customer_id = ? AND revoked_at IS NULL
          AND expires_at > now() AND expires_at > clock_timestamp() AND client = ?
        ORDER BY issued_at DESC, id OFFSET ?)
      """;

  private final Database database;

  PostgresOAuthTokens(Database database) {
    this.database = database;
  }

  @Override
  public Optional<OAuthToken> issue(NewToken token, long signInVersion) {
    if (!database.updateOne(CUSTOMER_AT_VERSION, token.customer().value(), signInVersion)) {
      return Optional.empty();
    }
    UUID id =
        database
            .queryOne(
                ISSUE,
                row -> row.getObject("id", UUID.class),
                token.digest().octets(),
                token.client(),
                token.scope(),
                token.from(),
                token.lifetime().toSeconds(),
                token.customer().value())
            .orElseThrow();
    return find(token.customer(), id);
  }

  @Override
  public Optional<Valid> findValid(Digest token) {
    return database.read(() ->
        OAuthTokenRow.<OAuthTokenRow>find(
                """
                from OAuthTokenRow t join fetch t.customer c
                where t.digest = ?1 and t.live and t.signInVersion = c.signInVersion and c.status = 'active'
                """,
                token.octets())
            .firstResultOptional()
            .map(row -> new Valid(row.toToken(), row.customer.toCustomer())));
  }

  @Override
  public Optional<OAuthToken> find(Digest token) {
    return database.read(() ->
        OAuthTokenRow.<OAuthTokenRow>find("digest", token.octets())
            .firstResultOptional()
            .map(OAuthTokenRow::toToken));
  }

  @Override
  public List<OAuthToken> page(CustomerId customer, @Nullable Position after, int most) {
    return database.read(() -> {
      PanacheQuery<OAuthTokenRow> query =
          after == null
              ? OAuthTokenRow.<OAuthTokenRow>find(
                  "customerId = ?1 order by issuedAt desc, id", customer.value())
              : OAuthTokenRow.<OAuthTokenRow>find(
                  """
                  customerId = ?1 and (issuedAt < ?2 or (issuedAt = ?2 and id > ?3))
                  order by issuedAt desc, id
                  """,
                  customer.value(),
                  after.issuedAt(),
                  after.id());
      return query.range(0, most - 1).list().stream().map(OAuthTokenRow::toToken).toList();
    });
  }

  @Override
  public Optional<OAuthToken> find(CustomerId customer, UUID id) {
    return database.read(() ->
        OAuthTokenRow.<OAuthTokenRow>find("id = ?1 and customerId = ?2", id, customer.value())
            .firstResultOptional()
            .map(OAuthTokenRow::toToken));
  }

  @Override
  public boolean revoke(UUID id) {
    return database.updateOne(
        """
        UPDATE oauth_tokens SET revoked_at = clock_timestamp()
        WHERE id = ? AND revoked_at IS NULL AND expires_at > clock_timestamp()
        """,
        id);
  }

  @Override
  public int endOldestSignIns(CustomerId customer, int keep) {
    return database.update(END_OLDEST, customer.value(), OAuthToken.STOREFRONT, keep);
  }

  @Override
  public TokenRevocation revokeAll(CustomerId customer, @Nullable UUID survivor) {
    int revoked = database.update(REVOKE_ALL, customer.value(), survivor);
    TokenRevocation revocation =
        database
            .queryOne(
                HORIZON,
                row ->
                    new TokenRevocation(revoked, row.getTimestamp("tokens_valid_from").toInstant()),
                customer.value())
            .orElseThrow();
    if (survivor != null) {
      database.updateOne(
          """
          UPDATE oauth_tokens t SET sign_in_version = c.sign_in_version
          FROM customers c WHERE t.id = ? AND c.id = t.customer_id AND t.revoked_at IS NULL
          """,
          survivor);
    }
    return revocation;
  }
}
