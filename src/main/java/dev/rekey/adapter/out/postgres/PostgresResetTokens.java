package dev.rekey.adapter.out.postgres;

import dev.rekey.application.port.reset.ResetTokens;
import dev.rekey.domain.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Stores the tokens of mailed reset links in the table `reset_tokens`.
@ApplicationScoped
class PostgresResetTokens implements ResetTokens {
  // If the email or the password changed since the look-up, the version differs and no link is
  // stored for the previous address.
  private static final String STORE =
      """
      INSERT INTO reset_tokens (digest, customer_id, link_version, created_at, expires_at)
      SELECT wanted.digest, c.id, c.link_version, now(), now() + ? * interval '1 second'
      FROM unnest(?::bytea[], ?::text[], ?::text[]) AS wanted (digest, customer_id, link_version)
      JOIN customers c ON c.id = wanted.customer_id
        AND c.link_version = wanted.link_version::bigint AND c.status = 'active'
      RETURNING digest
      """;

  private final Database database;

  PostgresResetTokens(Database database) {
    this.database = database;
  }

  @Override
  public Set<Digest> store(List<NewLink> links, Duration lifetime) {
    return new HashSet<>(
        database.query(
            STORE,
            row -> Digest.restore(row.getBytes("digest")),
            lifetime.toSeconds(),
            links.stream().map(link -> link.token().octets()).toArray(byte[][]::new),
            Columns.texts(links, NewLink::customer),
            Columns.texts(links, NewLink::linkVersion)));
  }

  @Override
  public Optional<Found> find(Digest token) {
    return database.read(() ->
        ResetTokenRow.<ResetTokenRow>find(
                "from ResetTokenRow t join fetch t.customer where t.digest = ?1", token.octets())
            .firstResultOptional()
            .map(ResetTokenRow::toFound));
  }

  @Override
  public boolean countRefusal(Digest token, int most) {
    return database.updateOne(
        "UPDATE reset_tokens SET refusals = refusals + 1 WHERE digest = ? AND refusals < ?",
        token.octets(),
        most);
  }

  @Override
  public boolean consume(Digest token, long linkVersion) {
    return database.updateOne(
        """
        UPDATE reset_tokens SET used_at = clock_timestamp()
        WHERE digest = ? AND used_at IS NULL AND link_version = ? AND expires_at > clock_timestamp()
        """,
        token.octets(),
        linkVersion);
  }
}
