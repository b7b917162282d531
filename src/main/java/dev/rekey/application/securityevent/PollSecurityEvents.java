package dev.rekey.application.securityevent;

import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries.Delivery;
import dev.rekey.application.port.securityevent.SecurityEventStreams;
import dev.rekey.application.port.securityevent.SecurityEventTokens;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Returns queued security events to a polling receiver (RFC 8936). An event is returned again
/// until the receiver acknowledges it.
public final class PollSecurityEvents {
  /// Maximum number of events in one response.
  public static final int MAX_EVENTS = 100;

  private final SecurityEventStreams streams;
  private final SecurityEventDeliveries deliveries;
  private final SecurityEventTokens tokens;
  private final UnitOfWork unitOfWork;

  public PollSecurityEvents(
      SecurityEventStreams streams,
      SecurityEventDeliveries deliveries,
      SecurityEventTokens tokens,
      UnitOfWork unitOfWork) {
    this.streams = streams;
    this.deliveries = deliveries;
    this.tokens = tokens;
    this.unitOfWork = unitOfWork;
  }

  /// Deletes the events that the receiver settled and returns at most `most` queued events. Returns
  /// nothing if `owner` has no such stream with poll delivery.
  ///
  /// @param settled the events that the receiver acknowledges or rejects
  public Optional<Answer> poll(String owner, UUID id, Set<UUID> settled, int most) {
    return unitOfWork.run(() ->
        streams
            .find(owner, id)
            .filter(
                one -> one.configuration().delivery() instanceof SecurityEventStreams.Delivery.Poll)
            .map(stream -> {
              Set<UUID> known = deliveries.acknowledge(id, settled);
              List<Delivery> waiting = deliveries.waiting(id, most + 1);
              Map<UUID, String> sets = new LinkedHashMap<>();
              waiting.stream()
                  .limit(most)
                  .forEach(one -> sets.put(one.jti(), tokens.token(stream, one)));
              return new Answer(sets, waiting.size() > most, known);
            }));
  }

  /// The response to a poll.
  ///
  /// @param sets tokens by their names, oldest first
  /// @param more whether further events are queued
  /// @param settled the settled events that belonged to the stream
  public record Answer(Map<UUID, String> sets, boolean more, Set<UUID> settled) {}
}
