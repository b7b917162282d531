package dev.rekey.adapter.in.rest.ssf;

import dev.rekey.adapter.in.rest.problem.InvalidRequestException;
import dev.rekey.adapter.in.rest.request.JsonRequest;
import dev.rekey.application.port.securityevent.SecurityEventPush;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Stream;
import dev.rekey.application.port.securityevent.SecurityEventStreams.StreamConfiguration;
import dev.rekey.application.port.securityevent.SecurityEvents;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Parses the configuration of a stream that a receiver sends (SSF 1.0, section 8.1.1).
/// [EventStreamView] writes it.
@Singleton
class EventStreamRequest {
  static final String PUSH = "urn:ietf:rfc:8935";
  static final String POLL = "urn:ietf:rfc:8936";
  static final String STREAM = "stream_id";

  static final String DELIVERY = "delivery";
  static final String ENDPOINT = "endpoint_url";
  static final String REQUESTED = "events_requested";
  static final String DESCRIPTION = "description";
  static final String AUDIENCE = "aud";
  static final String ISSUER = "iss";
  static final String SUPPORTED = "events_supported";
  static final String DELIVERED = "events_delivered";
  static final String INTERVAL = "min_verification_interval";
  private static final int MAX_LENGTH = 1_000;

  /// Members that the transmitter sets. A receiver may send them back as it read them.
  private static final List<String> OURS =
      List.of(ISSUER, AUDIENCE, SUPPORTED, DELIVERED, INTERVAL);

  private static final Pattern LINE =
      Pattern.compile("[^\\s\\p{Cc}](?:[^\\p{Cc}]{0,998}[^\\s\\p{Cc}])?");

  private final EventStreamView view;
  private final SecurityEventPush push;

  EventStreamRequest(EventStreamView view, SecurityEventPush push) {
    this.view = view;
    this.push = push;
  }

  /// Parses the request for a new stream. A receiver that chose its audience could replay the
  /// signed events to the receiver that it names.
  Sent read(JsonRequest json) {
    Set<String> names = json.names();
    for (String name : OURS) {
      if (names.contains(name)) {
        json.any(name);
        json.addError(name, "invalid.read-only");
      }
    }
    return read(json, List.of());
  }

  /// Parses the request for an existing stream, which may repeat the members of the transmitter.
  /// Parsing does not need the stream, so a request without a valid stream id still gets all its
  /// errors.
  Sent readAgain(JsonRequest json) {
    return read(json, OURS);
  }

  private Sent read(JsonRequest json, List<String> known) {
    Set<String> names = json.names();
    String description =
        names.contains(DESCRIPTION)
            ? json.optional(DESCRIPTION, EventStreamRequest::line, "invalid.line", MAX_LENGTH)
            : null;
    Set<SecurityEvents.Type> types = names.contains(REQUESTED) ? types(json) : Set.of();
    EventDeliveryRequest delivery =
        names.contains(DELIVERY) ? EventDeliveryRequest.read(json, push) : null;
    Map<String, Optional<Object>> ours = new LinkedHashMap<>();
    known.stream().filter(names::contains).forEach(name -> ours.put(name, ours(json, name)));
    return new Sent(names, description, types, delivery, ours);
  }

  private static Optional<Object> ours(JsonRequest json, String name) {
    return switch (name) {
      case ISSUER, AUDIENCE -> Optional.ofNullable(json.optionalText(name));
      case INTERVAL ->
          Optional.of(json.optionalInteger(name, 0, Integer.MIN_VALUE, Integer.MAX_VALUE));
      default -> Optional.ofNullable(array(json, name));
    };
  }

  private static @Nullable List<?> array(JsonRequest json, String name) {
    if (json.any(name).orElse(null) instanceof List<?> array) {
      return array;
    }
    json.addError(name, "invalid.type-array");
    return null;
  }

  /// The configuration of a stream that is created or replaced. A missing member takes its default.
  ///
  /// @param before the stream that is replaced; null for a new one
  StreamConfiguration whole(Sent sent, String owner, @Nullable Stream before) {
    Set<SecurityEvents.Type> all = EnumSet.allOf(SecurityEvents.Type.class);
    return streamConfiguration(
        sent, new StreamConfiguration(owner, null, all, new Delivery.Poll()), before);
  }

  /// The configuration of a stream that is updated. A missing member keeps its value.
  StreamConfiguration changed(Sent sent, Stream before) {
    return streamConfiguration(sent, before.configuration(), before);
  }

  private StreamConfiguration streamConfiguration(
      Sent sent, StreamConfiguration otherwise, @Nullable Stream before) {
    if (before != null) {
      unchanged(sent, before);
    }
    EventDeliveryRequest asked = sent.delivery();
    return new StreamConfiguration(
        otherwise.audience(),
        sent.names().contains(DESCRIPTION) ? sent.description() : otherwise.description(),
        sent.names().contains(REQUESTED) ? sent.types() : otherwise.types(),
        asked == null ? otherwise.delivery() : asked.after(before));
  }

  private void unchanged(Sent sent, Stream before) {
    Map<String, Object> known = view.of(before);
    List<String> changed = new ArrayList<>();
    sent.ours()
        .forEach((name, value) -> {
          if (!same(value.orElse(null), known.get(name))) {
            changed.add(name);
          }
        });
    EventDeliveryRequest asked = sent.delivery();
    if (asked != null
        && !asked.pushed()
        && asked.endpoint() != null
        && !view.pollAt(before).equals(asked.endpoint().toString())) {
      changed.add(DELIVERY);
    }
    if (!changed.isEmpty()) {
      throw new InvalidRequestException(
          changed.stream().map(EventStreamRequest::readOnly).toList());
    }
  }

  private static InvalidRequestException.Fault readOnly(String name) {
    return new InvalidRequestException.Fault("#/" + name, "invalid.read-only", List.of());
  }

  private static boolean same(@Nullable Object sent, @Nullable Object known) {
    if (sent instanceof List<?> one && known instanceof List<?> other) {
      return new HashSet<>(one).equals(new HashSet<>(other));
    }
    return String.valueOf(sent).equals(String.valueOf(known));
  }

  private static Optional<String> line(String text) {
    return Optional.of(text).filter(one -> LINE.matcher(one).matches());
  }

  // unknown types are not an error: events_delivered lists the supported ones
  private static Set<SecurityEvents.Type> types(JsonRequest json) {
    Set<SecurityEvents.Type> types = EnumSet.noneOf(SecurityEvents.Type.class);
    List<?> uris = array(json, REQUESTED);
    for (int i = 0; uris != null && i < uris.size(); i++) {
      if (!(uris.get(i) instanceof String uri)) {
        json.addItemError(REQUESTED, i, "invalid.type-string");
        break;
      }
      Arrays.stream(SecurityEvents.Type.values())
          .filter(type -> EventStreamView.uri(type).equals(uri))
          .forEach(types::add);
    }
    return types;
  }

  /// The parsed request of a receiver.
  ///
  /// @param names names of the members in the request
  /// @param ours members that the transmitter sets
  record Sent(
      Set<String> names,
      @Nullable String description,
      Set<SecurityEvents.Type> types,
      @Nullable EventDeliveryRequest delivery,
      Map<String, Optional<Object>> ours) {}
}
