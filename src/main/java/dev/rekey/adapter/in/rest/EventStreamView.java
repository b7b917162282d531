package dev.rekey.adapter.in.rest;

import dev.rekey.application.port.SecurityEventStreams.Delivery;
import dev.rekey.application.port.SecurityEventStreams.Stream;
import dev.rekey.application.port.SecurityEvents;
import jakarta.inject.Singleton;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A stream as its receiver may see it (SSF 1.0, section 8.1.1): without the header that it wants
/// to see.
@Singleton
class EventStreamView {
  private static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/";
  private static final List<String> SUPPORTED = uris(EnumSet.allOf(SecurityEvents.Type.class));

  private final Transmitter transmitter;

  EventStreamView(Transmitter transmitter) {
    this.transmitter = transmitter;
  }

  Map<String, Object> of(Stream stream) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put(EventStreamBody.STREAM, stream.id());
    view.put(EventStreamBody.ISSUER, transmitter.issuer().toString());
    view.put(EventStreamBody.AUDIENCE, stream.terms().audience());
    view.put(EventStreamBody.DELIVERY, delivery(stream));
    List<String> types = uris(stream.terms().types());
    view.put(EventStreamBody.SUPPORTED, SUPPORTED);
    view.put(EventStreamBody.REQUESTED, types);
    view.put(EventStreamBody.DELIVERED, types);
    view.put(EventStreamBody.INTERVAL, EventStreamsResource.VERIFICATION_INTERVAL.toSeconds());
    if (stream.terms().description() != null) {
      view.put(EventStreamBody.DESCRIPTION, stream.terms().description());
    }
    return view;
  }

  private Map<String, Object> delivery(Stream stream) {
    Map<String, Object> delivery = new LinkedHashMap<>();
    switch (stream.terms().delivery()) {
      case Delivery.Push to -> {
        delivery.put("method", EventStreamBody.PUSH);
        delivery.put(EventStreamBody.ENDPOINT, to.endpoint().toString());
      }
      case Delivery.Poll() -> {
        delivery.put("method", EventStreamBody.POLL);
        delivery.put(EventStreamBody.ENDPOINT, pollAt(stream));
      }
    }
    return delivery;
  }

  /// Where the receiver of `stream` fetches its events.
  String pollAt(Stream stream) {
    return transmitter.address(Transmitter.STREAMS + "/" + stream.id() + "/poll");
  }

  /// What CAEP calls events of this type.
  static String uri(SecurityEvents.Type type) {
    return CAEP + type.text();
  }

  /// The same of several types, in the order of their names.
  static List<String> uris(Set<SecurityEvents.Type> types) {
    return types.stream().map(EventStreamView::uri).sorted().toList();
  }
}
