package dev.rekey.adapter.in.rest.ssf;

import dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Stream;
import dev.rekey.application.port.securityevent.SecurityEvents;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Writes the configuration of a stream for its receiver (SSF 1.0, section 8.1.1). The
/// authorization header is left out, since it is a secret.
@Singleton
class EventStreamView {
  private static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/";
  private static final List<String> SUPPORTED = uris(EnumSet.allOf(SecurityEvents.Type.class));

  private final SsfTransmitter ssfTransmitter;

  EventStreamView(SsfTransmitter ssfTransmitter) {
    this.ssfTransmitter = ssfTransmitter;
  }

  Map<String, Object> of(Stream stream) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put(EventStreamRequest.STREAM, stream.id());
    view.put(EventStreamRequest.ISSUER, ssfTransmitter.issuer().toString());
    view.put(EventStreamRequest.AUDIENCE, stream.configuration().audience());
    view.put(EventStreamRequest.DELIVERY, delivery(stream));
    List<String> types = uris(stream.configuration().types());
    view.put(EventStreamRequest.SUPPORTED, SUPPORTED);
    view.put(EventStreamRequest.REQUESTED, types);
    view.put(EventStreamRequest.DELIVERED, types);
    view.put(EventStreamRequest.INTERVAL, EventStreamsResource.VERIFICATION_INTERVAL.toSeconds());
    if (stream.configuration().description() != null) {
      view.put(EventStreamRequest.DESCRIPTION, stream.configuration().description());
    }
    return view;
  }

  private Map<String, Object> delivery(Stream stream) {
    Map<String, Object> delivery = new LinkedHashMap<>();
    switch (stream.configuration().delivery()) {
      case Delivery.Push to -> {
        delivery.put("method", EventStreamRequest.PUSH);
        delivery.put(EventStreamRequest.ENDPOINT, to.endpoint().toString());
      }
      case Delivery.Poll() -> {
        delivery.put("method", EventStreamRequest.POLL);
        delivery.put(EventStreamRequest.ENDPOINT, pollAt(stream));
      }
    }
    return delivery;
  }

  /// The status of a stream (SSF 1.0, section 8.1.2).
  static Map<String, Object> status(Stream stream) {
    Map<String, Object> status = new LinkedHashMap<>();
    status.put(EventStreamRequest.STREAM, stream.id());
    status.put("status", stream.status().text());
    if (stream.reason() != null) {
      status.put("reason", stream.reason());
    }
    return status;
  }

  /// The URL from which the receiver of `stream` polls its events.
  String pollAt(Stream stream) {
    return ssfTransmitter.address(SsfTransmitter.STREAMS + "/" + stream.id() + "/poll");
  }

  /// The CAEP event type URI of this type.
  static String uri(SecurityEvents.Type type) {
    return CAEP + type.text();
  }

  /// The CAEP event type URIs of several types, sorted.
  static List<String> uris(Set<SecurityEvents.Type> types) {
    return types.stream().map(EventStreamView::uri).sorted().toList();
  }
}
