package dev.rekey.application;

import dev.rekey.application.port.SecurityEventDeliveries;
import dev.rekey.application.port.SecurityEventDeliveries.Delivery;
import dev.rekey.application.port.SecurityEventStreams;
import dev.rekey.application.port.SecurityEventTokens;
import dev.rekey.application.port.UnitOfWork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/// Lets a receiver fetch its security events (RFC 8936). What it does not acknowledge comes again.
public final class PollSecurityEvents {
  /// Events in one answer.
  public static final int MOST = 100;

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

  /// Forgets what the receiver settled, and answers at most `most` of what waits; nothing where
  /// `owner` has no such stream to poll.
  ///
  /// @param settled what it has, and what it says that it can't take
  public Optional<Answer> poll(String owner, UUID id, Set<UUID> settled, int most) {
    return unitOfWork.run(() ->
        streams
            .find(owner, id)
            .filter(one -> one.terms().delivery() instanceof SecurityEventStreams.Delivery.Poll)
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

  /// What a receiver gets.
  ///
  /// @param sets tokens by their names, oldest first
  /// @param more whether others wait
  /// @param settled of what it settled, the events that were its own
  public record Answer(Map<UUID, String> sets, boolean more, Set<UUID> settled) {}
}
