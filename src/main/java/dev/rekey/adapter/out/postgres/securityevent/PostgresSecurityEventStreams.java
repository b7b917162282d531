package dev.rekey.adapter.out.postgres.securityevent;

import dev.rekey.adapter.out.postgres.Database;
import dev.rekey.adapter.out.postgres.SecretEncryption;
import dev.rekey.application.port.securityevent.SecurityEventStreams;
import dev.rekey.domain.SecretText;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Stores security event streams in the table `security_event_streams`.
@ApplicationScoped
class PostgresSecurityEventStreams implements SecurityEventStreams {
  private static final Logger LOG = Logger.getLogger(PostgresSecurityEventStreams.class);

  private static final String OWNED = "id = ?1 and owner = ?2";

  // SQL: deletes a batch.
  private static final String FORGET =
      """
      DELETE FROM security_event_deliveries WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM security_event_deliveries WHERE stream_id = ? LIMIT ?
        FOR UPDATE SKIP LOCKED))
      """;

  // SQL: of concurrent calls one queues the event.
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
  public Optional<Stream> create(String owner, StreamConfiguration configuration, int most) {
    // two concurrent calls may exceed the maximum by one, which is harmless
    if (StreamRow.count("owner", owner) >= most) {
      return Optional.empty();
    }
    StreamRow row = new StreamRow();
    row.id = UUID.randomUUID();
    row.owner = owner;
    row.status = Status.ENABLED.text();
    row.configure(configuration, encrypted(row.id, configuration));
    row.persistAndFlush();
    return Optional.of(stream(row));
  }

  @Override
  public List<Stream> of(String owner) {
    return database.read(() ->
        StreamRow.<StreamRow>list("owner = ?1 order by createdAt, id", owner).stream()
            .map(this::stream)
            .toList());
  }

  @Override
  public List<Stream> all() {
    return database.read(() ->
        StreamRow.<StreamRow>list("order by createdAt, id").stream()
            .map(row -> row.toStream(null))
            .toList());
  }

  @Override
  public Optional<Stream> find(String owner, UUID id) {
    return database.read(
        () -> StreamRow.<StreamRow>find(OWNED, id, owner).firstResultOptional().map(this::stream));
  }

  Optional<Stream> find(UUID id) {
    return database.read(() -> StreamRow.<StreamRow>findByIdOptional(id).map(this::stream));
  }

  @Override
  public Optional<String> ownerOf(UUID id) {
    return database.read(() -> StreamRow.<StreamRow>findByIdOptional(id).map(row -> row.owner));
  }

  @Override
  public Optional<Stream> lock(String owner, UUID id) {
    return database.read(() -> lockedRow(owner, id).map(this::stream));
  }

  @Override
  public Optional<Stream> change(String owner, UUID id, StreamConfiguration configuration) {
    return change(owner, id, row -> row.configure(configuration, encrypted(id, configuration)));
  }

  @Override
  public Optional<Stream> set(String owner, UUID id, Status status, @Nullable String reason) {
    return change(
        owner,
        id,
        row -> {
          row.status = status.text();
          row.reason = reason;
        });
  }

  private Optional<Stream> change(String owner, UUID id, Consumer<StreamRow> change) {
    return database.read(() -> {
      Optional<StreamRow> locked = lockedRow(owner, id);
      locked.ifPresent(row -> {
        change.accept(row);
        // due at once: the change may fix what made deliveries fail
        row.dueAt = row.createdAt;
        row.persistAndFlush();
      });
      return locked.map(this::stream);
    });
  }

  private static Optional<StreamRow> lockedRow(String owner, UUID id) {
    return StreamRow.<StreamRow>find(OWNED, id, owner)
        .withLock(LockModeType.PESSIMISTIC_WRITE)
        .firstResultOptional();
  }

  @Override
  public boolean remove(String owner, UUID id) {
    return StreamRow.delete(OWNED, id, owner) == 1;
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

  // A receiver rejects calls without its header; the owner can set a new one.
  private Stream stream(StreamRow row) {
    if (row.credential == null) {
      return row.toStream(null);
    }
    Optional<SecretText> opened = secretEncryption.decrypt(row.credential, row.id.toString());
    if (opened.isEmpty()) {
      LOG.errorf("The header of stream %s was encrypted with another secret", row.id);
    }
    return row.toStream(opened.orElse(null));
  }

  private byte @Nullable [] encrypted(UUID id, StreamConfiguration configuration) {
    return configuration.delivery() instanceof Delivery.Push(URI _, SecretText header)
            && header != null
        ? secretEncryption.encrypt(header, id.toString())
        : null;
  }
}
