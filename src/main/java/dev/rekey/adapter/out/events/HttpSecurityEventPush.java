package dev.rekey.adapter.out.events;

import dev.rekey.adapter.out.http.GuardedHttpClient;
import dev.rekey.adapter.out.http.OutboundAddressPolicy;
import dev.rekey.application.port.securityevent.SecurityEventPush;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery;
import dev.rekey.domain.SecretText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;

/// Pushes security event tokens by `POST` (RFC 8935).
///
/// Only a 202 acknowledges a token: any other response may come from a system that is no receiver.
/// A 400 rejects this token only if its `err` says so; a 400 without `err` may be the page of a
/// firewall.
public final class HttpSecurityEventPush implements SecurityEventPush {
  private static final Logger LOG = Logger.getLogger(HttpSecurityEventPush.class);
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int ACCEPTED = 202;
  private static final int REFUSED = 400;

  /// Error codes of RFC 8935, section 2.4, that concern the connection or the keys, not one token.
  private static final Set<String> BETWEEN_US =
      Set.of(
          "invalid_key",
          "invalid_issuer",
          "invalid_audience",
          "authentication_failed",
          "access_denied");

  private final GuardedHttpClient http;
  private final OutboundAddressPolicy addresses;

  /// Calls receivers that `addresses` allows.
  public HttpSecurityEventPush(GuardedHttpClient http, OutboundAddressPolicy addresses) {
    this.http = http;
    this.addresses = addresses;
  }

  @Override
  public boolean allows(URI endpoint) {
    return addresses.check(endpoint) instanceof OutboundAddressPolicy.Verdict.Allowed;
  }

  @Override
  public Outcome push(Delivery.Push receiver, String token) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/secevent+jwt");
    headers.put("Accept", "application/json");
    SecretText authorization = receiver.authorization();
    if (authorization != null) {
      headers.put("Authorization", authorization.reveal());
    }
    return switch (http.post(
        receiver.endpoint(), headers, token.getBytes(StandardCharsets.US_ASCII), DEADLINE)) {
      case GuardedHttpClient.Answer.Received(int status, String body) ->
          received(receiver.endpoint(), status, body);
      case GuardedHttpClient.Answer.Refused(OutboundAddressPolicy.Reason reason) ->
          away(receiver.endpoint(), "may not be called: " + reason);
      case GuardedHttpClient.Answer.Failed(String what) ->
          away(receiver.endpoint(), "did not answer: " + what);
    };
  }

  private static Outcome received(URI endpoint, int status, String body) {
    if (status == ACCEPTED) {
      return Outcome.ACCEPTED;
    }
    String error = status == REFUSED ? error(body) : "";
    if (!error.isEmpty() && !BETWEEN_US.contains(error)) {
      return Outcome.REFUSED;
    }
    return away(endpoint, "answered %d %s".formatted(status, error).stripTrailing());
  }

  // logs the host only: the rest of the URL comes from the receiver and may contain a secret
  private static Outcome away(URI endpoint, String what) {
    LOG.warnf("The receiver of security events at %s %s", endpoint.getHost(), what);
    return Outcome.UNAVAILABLE;
  }

  private static String error(String body) {
    try {
      return JsonUtil.parseJson(body).get("err") instanceof String error ? error : "";
    } catch (JoseException notJson) {
      return "";
    }
  }
}
