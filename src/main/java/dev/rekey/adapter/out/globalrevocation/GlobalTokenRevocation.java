package dev.rekey.adapter.out.globalrevocation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.rekey.adapter.out.http.GuardedHttpClient;
import dev.rekey.application.port.revocation.RemoteAuthorizationServer;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.SubjectFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/// Notifies a remote authorization server, which revokes a user's sessions and tokens, by Global
/// Token Revocation (draft-parecki-oauth-global-token-revocation).
public final class GlobalTokenRevocation implements RemoteAuthorizationServer {
  private static final Logger LOG = Logger.getLogger(GlobalTokenRevocation.class);

  private final String name;
  private final URI endpoint;
  private final String bearerToken;
  private final SubjectFormat format;
  private final String issuer;
  private final Duration deadline;
  private final GuardedHttpClient http;

  /// @param issuer the issuer for which the customer's id is the subject; only
  ///   [SubjectFormat#ISS_SUB] needs it
  public GlobalTokenRevocation(
      String name,
      URI endpoint,
      String bearerToken,
      SubjectFormat format,
      String issuer,
      Duration deadline,
      GuardedHttpClient http) {
    this.name = name;
    this.endpoint = endpoint;
    this.bearerToken = bearerToken;
    this.format = format;
    this.issuer = issuer;
    this.deadline = deadline;
    this.http = http;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Answer revokeAll(Customer customer) {
    if (format == SubjectFormat.EMAIL && customer.email() == null) {
      // a server that identifies customers by email knows no customer without one
      return Answer.UNKNOWN_CUSTOMER;
    }
    GuardedHttpClient.Answer answer =
        http.post(
            endpoint,
            Map.of(
                "Authorization",
                "Bearer " + bearerToken,
                "Content-Type",
                "application/json",
                "Accept",
                "application/json"),
            body(customer).getBytes(StandardCharsets.UTF_8),
            deadline);
    return switch (answer) {
      case GuardedHttpClient.Answer.Received(int status, String _) -> judge(status);
      case GuardedHttpClient.Answer.Refused(var reason) -> {
        LOG.errorf("Remote authorization server %s may not be called: %s", name, reason);
        yield Answer.REFUSED;
      }
      case GuardedHttpClient.Answer.Failed(String what) -> {
        LOG.warnf("Remote authorization server %s is unavailable: %s", name, what);
        yield Answer.UNAVAILABLE;
      }
    };
  }

  @Override
  public boolean notifiedOfGlobalRevocations() {
    return false;
  }

  private String body(Customer customer) {
    ObjectNode subject = JsonNodeFactory.instance.objectNode();
    switch (format) {
      case EMAIL -> subject.put("format", "email").put("email", customer.requireEmail().value());
      case ISS_SUB ->
          subject.put("format", "iss_sub").put("iss", issuer).put("sub", customer.id().value());
      case OPAQUE -> subject.put("format", "opaque").put("id", customer.id().value());
    }
    return JsonNodeFactory.instance.objectNode().set("sub_id", subject).toString();
  }

  // Only the status is logged: the response body is data of the other server.
  private Answer judge(int status) {
    if (status >= 200 && status < 300) {
      return Answer.ENDED;
    }
    if (status == 404) {
      // a wrong path causes the same response, so that the operator must see it in the log
      LOG.warnf("Remote authorization server %s answered 404: no such customer or path", name);
      return Answer.UNKNOWN_CUSTOMER;
    }
    LOG.warnf("Remote authorization server %s answered %d", name, status);
    return status >= 500 || status == 408 || status == 425 || status == 429
        ? Answer.UNAVAILABLE
        : Answer.REFUSED;
  }
}
