package dev.rekey.adapter.out.postgres.securityevent;

import dev.rekey.adapter.out.postgres.Columns;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Status;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Stream;
import dev.rekey.application.port.securityevent.SecurityEventStreams.StreamConfiguration;
import dev.rekey.application.port.securityevent.SecurityEvents.Type;
import dev.rekey.domain.SecretText;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullUnmarked;

/// A row of `security_event_streams`.
@Entity
@Table(name = "security_event_streams")
@NullUnmarked
class StreamRow extends PanacheEntityBase {
  @Id UUID id;
  String owner;
  String audience;
  String description;
  String[] types;
  String endpoint;
  byte[] credential;
  String status;
  String reason;

  @Column(insertable = false)
  Instant dueAt;

  @Column(insertable = false, updatable = false)
  Instant createdAt;

  void configure(StreamConfiguration configuration, byte[] encryptedHeader) {
    audience = configuration.audience();
    description = configuration.description();
    types = configuration.types().stream().map(Type::text).sorted().toArray(String[]::new);
    endpoint =
        configuration.delivery() instanceof Delivery.Push push ? push.endpoint().toString() : null;
    credential = encryptedHeader;
  }

  Stream toStream(SecretText authorization) {
    return new Stream(
        id,
        owner,
        new StreamConfiguration(
            audience,
            description,
            Arrays.stream(types)
                .map(type -> Columns.constant(Type.class, type))
                .collect(Collectors.toSet()),
            endpoint == null
                ? new Delivery.Poll()
                : new Delivery.Push(URI.create(endpoint), authorization)),
        Columns.constant(Status.class, status),
        reason);
  }
}
