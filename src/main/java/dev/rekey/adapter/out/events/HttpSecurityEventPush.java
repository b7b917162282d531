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

/// Tokens by `POST` (RFC 8935).
///
/// 202 alone means that the receiver has it: whatever else answers may be no receiver. A 400 is
/// about this token where its `err` says so; without one it may be the page of a firewall.
public final class HttpSecurityEventPush implements SecurityEventPush {
  private static final Logger LOG = Logger.getLogger(HttpSecurityEventPush.class);
  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int ACCEPTED = 202;
  private static final int REFUSED = 400;

  /// RFC 8935, section 2.4: what is wrong with the two of us, and not with a token.
  private static final Set<String> BETWEEN_US =
      Set.of(
          "invalid_key",
          "invalid_issuer",
          "invalid_audience",
          "authentication_failed",
          "access_denied");

  private final GuardedHttpClient http;
  private final OutboundAddressPolicy addresses;

  /// Calls receivers at these addresses.
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
          away(receiver.endpoint(), "is not called: " + reason);
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

  // its host alone: whoever gave us the address may have put a secret into the rest
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
