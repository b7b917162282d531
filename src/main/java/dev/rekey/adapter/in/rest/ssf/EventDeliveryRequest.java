package dev.rekey.adapter.in.rest.ssf;

import static dev.rekey.adapter.in.rest.ssf.EventStreamRequest.DELIVERY;
import static dev.rekey.adapter.in.rest.ssf.EventStreamRequest.ENDPOINT;
import static dev.rekey.adapter.in.rest.ssf.EventStreamRequest.POLL;
import static dev.rekey.adapter.in.rest.ssf.EventStreamRequest.PUSH;

import dev.rekey.adapter.in.rest.request.JsonRequest;
import dev.rekey.application.port.securityevent.SecurityEventPush;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Stream;
import dev.rekey.domain.SecretText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The requested delivery of events (SSF 1.0, section 8.1.1).
///
/// @param authorizes true if the request contains the authorization header
record EventDeliveryRequest(
    boolean pushed,
    @Nullable URI endpoint,
    boolean authorizes,
    @Nullable SecretText authorization) {
  private static final String AUTHORIZATION = "authorization_header";
  private static final int MAX_LENGTH = 1_000;
  private static final Set<String> OF_A_PUSH = Set.of("method", ENDPOINT, AUTHORIZATION);
  private static final Set<String> OF_A_POLL = Set.of("method", ENDPOINT);

  // RFC 9110, section 5.5
  private static final Pattern HEADER = Pattern.compile("[!-~](?:[ -~]{0,998}[!-~])?");

  /// Parses the member `delivery`. Errors are added to `json`.
  static @Nullable EventDeliveryRequest read(JsonRequest json, SecurityEventPush push) {
    if (!(json.any(DELIVERY).orElse(null) instanceof Map<?, ?> sent)) {
      json.addError(DELIVERY, "invalid.type-object");
      return null;
    }
    boolean pushed = PUSH.equals(sent.get("method"));
    if (!pushed && !POLL.equals(sent.get("method"))) {
      json.addError(DELIVERY, "invalid.choice", PUSH + ", " + POLL);
    }
    if (!(pushed ? OF_A_PUSH : OF_A_POLL).containsAll(sent.keySet())) {
      json.addError(DELIVERY, "invalid.member-unknown");
    }
    URI endpoint = uri(sent.get(ENDPOINT)).orElse(null);
    if (pushed
        ? endpoint == null || !push.allows(endpoint)
        : sent.containsKey(ENDPOINT) && endpoint == null) {
      json.addError(DELIVERY, "invalid.receiver");
    }
    boolean authorizes = sent.containsKey(AUTHORIZATION);
    SecretText authorization = null;
    if (sent.get(AUTHORIZATION) instanceof String header && HEADER.matcher(header).matches()) {
      authorization = new SecretText(header);
    } else if (authorizes) {
      json.addError(DELIVERY, "invalid.authorization-header");
    }
    return new EventDeliveryRequest(pushed, endpoint, authorizes, authorization);
  }

  /// The delivery of a stream that is created or changed.
  ///
  /// @param before the stream that is changed; null for a new one
  Delivery after(@Nullable Stream before) {
    if (!pushed || endpoint == null) {
      return new Delivery.Poll();
    }
    // The header is never shown, so a receiver cannot send it back and it is kept. It is not kept
    // for another endpoint: a credential for one server must not reach a different one.
    if (!authorizes
        && before != null
        && before.configuration().delivery() instanceof Delivery.Push known
        && known.endpoint().equals(endpoint)) {
      return known;
    }
    return new Delivery.Push(endpoint, authorization);
  }

  private static Optional<URI> uri(@Nullable Object sent) {
    if (!(sent instanceof String text) || text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    try {
      return Optional.of(new URI(text));
    } catch (URISyntaxException notAnAddress) {
      return Optional.empty();
    }
  }
}
