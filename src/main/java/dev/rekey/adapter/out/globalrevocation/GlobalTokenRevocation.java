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

/// An authorization server that ends a user's sessions and tokens when it is told to by Global
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

  /// @param issuer whose subject the customer's id is; only [SubjectFormat#ISS_SUB] needs it
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
      // a server that knows customers by their addresses knows nobody who has none
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
        LOG.errorf("Token store %s is at an address that is not called: %s", name, reason);
        yield Answer.REFUSED;
      }
      case GuardedHttpClient.Answer.Failed(String what) -> {
        LOG.warnf("Token store %s is out of reach: %s", name, what);
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

  // what an answer says beside its status is the other server's and stays out of the log
  private Answer judge(int status) {
    if (status >= 200 && status < 300) {
      return Answer.ENDED;
    }
    if (status == 404) {
      // also what a wrong path says: whoever set it has to be able to see that
      LOG.warnf("Token store %s answered 404: it knows no such customer, or not this path", name);
      return Answer.UNKNOWN_CUSTOMER;
    }
    LOG.warnf("Token store %s answered %d", name, status);
    return status >= 500 || status == 408 || status == 425 || status == 429
        ? Answer.UNAVAILABLE
        : Answer.REFUSED;
  }
}
