package dev.rekey.adapter.out.postgres.securityevent;

import dev.rekey.adapter.out.postgres.Database;
import dev.rekey.adapter.out.postgres.EnumColumn;
import dev.rekey.adapter.out.postgres.SecretEncryption;
import dev.rekey.application.port.securityevent.SecurityEventStreams;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.domain.SecretText;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Stores security event streams in the table `security_event_streams`.
@ApplicationScoped
class PostgresSecurityEventStreams implements SecurityEventStreams {
  static final String COLUMNS =
      "s.id, s.owner, s.audience, s.description, s.types, s.endpoint, s.credential, s.status,"
          + " s.reason";

  private static final Logger LOG = Logger.getLogger(PostgresSecurityEventStreams.class);

  // two concurrent calls may exceed the maximum by one, which is harmless
  private static final String CREATE =
      """
      INSERT INTO security_event_streams AS s
        (id, owner, audience, description, types, endpoint, credential)
      SELECT ?, caller.owner, ?, ?, ?::text[], ?, ?::bytea FROM (SELECT ?::text AS owner) AS caller
      WHERE (SELECT count(*) FROM security_event_streams o WHERE o.owner = caller.owner) < ?
      RETURNING %s
      """
          .formatted(COLUMNS);

  private static final String OF =
      "SELECT %s FROM security_event_streams s WHERE s.owner = ? ORDER BY s.created_at, s.id"
          .formatted(COLUMNS);

  private static final String ALL =
      "SELECT %s FROM security_event_streams s ORDER BY s.created_at, s.id"
          .formatted(COLUMNS.replace("s.credential", "NULL::bytea AS credential"));

  private static final String FIND =
      "SELECT %s FROM security_event_streams s WHERE s.id = ? AND s.owner = ?".formatted(COLUMNS);

  private static final String LOCK = FIND + " FOR UPDATE";

  // the change may fix what made deliveries fail, so that the backoff is reset
  private static final String CHANGE =
      """
      UPDATE security_event_streams s SET audience = ?, description = ?, types = ?::text[],
        endpoint = ?, credential = ?::bytea, due_at = clock_timestamp()
      WHERE s.id = ? AND s.owner = ?
      RETURNING %s
      """
          .formatted(COLUMNS);

  private static final String SET =
      """
      UPDATE security_event_streams s SET status = ?, reason = ?, due_at = clock_timestamp()
      WHERE s.id = ? AND s.owner = ?
      RETURNING %s
      """
          .formatted(COLUMNS);

  private static final String FORGET =
      """
      DELETE FROM security_event_deliveries WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM security_event_deliveries WHERE stream_id = ? LIMIT ?
        FOR UPDATE SKIP LOCKED))
      """;

  private static final String VERIFY =
      """
      WITH stream AS (
        UPDATE security_event_streams s SET verification_at = clock_timestamp()
        WHERE s.id = ? AND s.owner = ? AND s.status <> 'disabled'
          AND (s.verification_at IS NULL
            OR s.verification_at <= clock_timestamp() - ? * interval '1 millisecond')
          AND NOT EXISTS (SELECT FROM security_event_deliveries d
            WHERE d.stream_id = s.id AND d.event_id IS NULL AND d.due_at IS NOT NULL)
        RETURNING s.id)
      INSERT INTO security_event_deliveries (stream_id, state) SELECT id, ? FROM stream
      """;

  private final Database database;
  private final SecretEncryption secretEncryption;

  PostgresSecurityEventStreams(Database database, SecretEncryption secretEncryption) {
    this.database = database;
    this.secretEncryption = secretEncryption;
  }

  @Override
  public Optional<Stream> create(String owner, StreamConfiguration streamConfiguration, int most) {
    UUID id = UUID.randomUUID();
    return database.queryOne(
        CREATE,
        this::stream,
        id,
        streamConfiguration.audience(),
        streamConfiguration.description(),
        texts(streamConfiguration.types()),
        endpoint(streamConfiguration),
        credential(id, streamConfiguration),
        owner,
        most);
  }

  @Override
  public List<Stream> of(String owner) {
    return database.query(OF, this::stream, owner);
  }

  @Override
  public List<Stream> all() {
    return database.query(ALL, this::stream);
  }

  @Override
  public Optional<Stream> find(String owner, UUID id) {
    return database.queryOne(FIND, this::stream, id, owner);
  }

  @Override
  public Optional<String> ownerOf(UUID id) {
    return database.queryOne(
        "SELECT owner FROM security_event_streams WHERE id = ?", row -> row.getString("owner"), id);
  }

  @Override
  public Optional<Stream> lock(String owner, UUID id) {
    return database.queryOne(LOCK, this::stream, id, owner);
  }

  @Override
  public Optional<Stream> change(String owner, UUID id, StreamConfiguration streamConfiguration) {
    return database.queryOne(
        CHANGE,
        this::stream,
        streamConfiguration.audience(),
        streamConfiguration.description(),
        texts(streamConfiguration.types()),
        endpoint(streamConfiguration),
        credential(id, streamConfiguration),
        id,
        owner);
  }

  @Override
  public Optional<Stream> set(String owner, UUID id, Status status, @Nullable String reason) {
    return database.queryOne(SET, this::stream, status.text(), reason, id, owner);
  }

  @Override
  public boolean remove(String owner, UUID id) {
    return database.updateOne(
        "DELETE FROM security_event_streams WHERE id = ? AND owner = ?", id, owner);
  }

  @Override
  public int forget(UUID id, int most) {
    return database.update(FORGET, id, most);
  }

  @Override
  public Verification verify(String owner, UUID id, @Nullable String state, Duration interval) {
    if (database.updateOne(VERIFY, id, owner, interval.toMillis(), state)) {
      return Verification.QUEUED;
    }
    return find(owner, id)
        .map(one -> one.status() == Status.DISABLED ? Verification.DISABLED : Verification.TOO_SOON)
        .orElse(Verification.NOT_FOUND);
  }

  Stream stream(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    Set<SecurityEvents.Type> types = EnumSet.noneOf(SecurityEvents.Type.class);
    for (String type : (String[]) row.getArray("types").getArray()) {
      types.add(SecurityEvents.Type.valueOf(EnumColumn.constant(type)));
    }
    String endpoint = row.getString("endpoint");
    return new Stream(
        id,
        row.getString("owner"),
        new StreamConfiguration(
            row.getString("audience"),
            row.getString("description"),
            types,
            endpoint == null
                ? new Delivery.Poll()
                : new Delivery.Push(URI.create(endpoint), opened(id, row.getBytes("credential")))),
        Status.valueOf(EnumColumn.constant(row.getString("status"))),
        row.getString("reason"));
  }

  // A receiver rejects calls without its header; the owner can set a new one.
  private @Nullable SecretText opened(UUID id, byte @Nullable [] credential) {
    if (credential == null) {
      return null;
    }
    Optional<SecretText> opened = secretEncryption.decrypt(credential, id.toString());
    if (opened.isEmpty()) {
      LOG.errorf("The header of stream %s was encrypted with another secret", id);
    }
    return opened.orElse(null);
  }

  private byte @Nullable [] credential(UUID id, StreamConfiguration streamConfiguration) {
    return streamConfiguration.delivery() instanceof Delivery.Push(URI _, SecretText authorization)
            && authorization != null
        ? secretEncryption.encrypt(authorization, id.toString())
        : null;
  }

  private static @Nullable String endpoint(StreamConfiguration streamConfiguration) {
    return switch (streamConfiguration.delivery()) {
      case Delivery.Push push -> push.endpoint().toString();
      case Delivery.Poll() -> null;
    };
  }

  private static String[] texts(Set<SecurityEvents.Type> types) {
    return types.stream().map(SecurityEvents.Type::text).sorted().toArray(String[]::new);
  }
}
