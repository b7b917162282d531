package dev.rekey.adapter.in.rest.token;

import dev.rekey.adapter.in.http.Roles;
import dev.rekey.adapter.in.rest.problem.AccessDeniedException;
import dev.rekey.adapter.in.rest.problem.ProblemResponses;
import dev.rekey.adapter.in.rest.problem.ProblemType;
import dev.rekey.adapter.in.rest.request.Caller;
import dev.rekey.adapter.in.rest.request.JsonRequest;
import dev.rekey.application.port.revocation.SignedRequestVerifier;
import dev.rekey.application.revocation.RevokeBySubject;
import dev.rekey.domain.Actor;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.revocation.SignedRequest;
import dev.rekey.domain.revocation.SubjectIdentifier;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Global Token Revocation: force sign-in for other systems
/// (draft-parecki-oauth-global-token-revocation-06). The caller authenticates with a token of the
/// administrators' identity provider or with a signed request.
@Path("/global-token-revocation")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class GlobalTokenRevocationResource {
  private static final String SUBJECT = "sub_id";

  /// The name of the member until draft -03, which some senders still use.
  private static final String OLDER_SUBJECT = "subject";

  private static final String FORMAT = "format";

  private final RevokeBySubject revokeBySubject;
  private final ProblemResponses problemResponses;
  private final Caller caller;
  private final SignedRequestVerifier signedRequestVerifier;
  private final CurrentIdentityAssociation identities;

  GlobalTokenRevocationResource(
      RevokeBySubject revokeBySubject,
      ProblemResponses problemResponses,
      Caller caller,
      SignedRequestVerifier signedRequestVerifier,
      CurrentIdentityAssociation identities) {
    this.revokeBySubject = revokeBySubject;
    this.problemResponses = problemResponses;
    this.caller = caller;
    this.signedRequestVerifier = signedRequestVerifier;
    this.identities = identities;
  }

  // authentication happens in this method: a signed request carries no token of the provider
  @POST
  @PermitAll
  public Response revoke(
      byte @Nullable [] body, @Context HttpHeaders headers, @Context HttpServerRequest request) {
    String bearer = caller.bearer(headers).orElseThrow(AccessDeniedException::unauthenticated);
    return switch (signedRequestVerifier.check(bearer)) {
      case SignedRequestVerifier.Verdict.Signed(SignedRequest call) ->
          revoke(body, headers, caller.sender(call, request), call);
      case SignedRequestVerifier.Verdict.Refused _ -> throw AccessDeniedException.unauthenticated();
      case SignedRequestVerifier.Verdict.AnotherKind _ ->
          revoke(body, headers, caller.administrator(administrator(), request), null);
    };
  }

  private SecurityIdentity administrator() {
    SecurityIdentity identity = identities.getDeferredIdentity().await().indefinitely();
    if (identity.isAnonymous()) {
      throw AccessDeniedException.unauthenticated();
    }
    if (!identity.hasRole(Roles.GLOBAL_TOKEN_REVOCATION)) {
      throw AccessDeniedException.without(Roles.GLOBAL_TOKEN_REVOCATION);
    }
    return identity;
  }

  private Response revoke(
      byte @Nullable [] body, HttpHeaders headers, Actor sender, @Nullable SignedRequest call) {
    Optional<SubjectIdentifier> subject = subject(JsonRequest.read(body));
    if (subject.isEmpty()) {
      return problemResponses.answer(headers, ProblemType.UNPROCESSABLE_SUBJECT);
    }
    return switch (revokeBySubject.revoke(subject.get(), sender, call)) {
      case RevokeBySubject.Outcome.Revoked _ -> Response.noContent().build();
      case RevokeBySubject.Outcome.UnknownSubject _ ->
          problemResponses.answer(headers, ProblemType.CUSTOMER_NOT_FOUND);
      case RevokeBySubject.Outcome.ImpossibleSubject _ ->
          problemResponses.answer(headers, ProblemType.UNPROCESSABLE_SUBJECT);
      case RevokeBySubject.Outcome.UnknownIssuer _ ->
          problemResponses.answer(headers, ProblemType.ISSUER_NOT_FOUND);
      case RevokeBySubject.Outcome.AlreadyConsumed _ ->
          throw AccessDeniedException.unauthenticated();
    };
  }

  /// Parses the subject identifier; empty if no account can have it.
  private static Optional<SubjectIdentifier> subject(JsonRequest json) {
    boolean both = json.names().containsAll(Set.of(SUBJECT, OLDER_SUBJECT));
    String name = json.names().contains(OLDER_SUBJECT) ? OLDER_SUBJECT : SUBJECT;
    Object sent = json.any(name).orElse(null);
    Optional<SubjectIdentifier> subject = Optional.empty();
    if (both) {
      json.any(SUBJECT);
      json.addError(SUBJECT, "invalid.subject-both");
      json.addError(OLDER_SUBJECT, "invalid.subject-both");
    } else if (sent instanceof Map<?, ?> members) {
      subject = subject(json, name, members);
    } else {
      json.addError(name, sent == null ? "invalid.subject-missing" : "invalid.type-object");
    }
    json.throwIfInvalid();
    return subject;
  }

  // RFC 9493, section 3: each format has its own members, and no others
  private static Optional<SubjectIdentifier> subject(
      JsonRequest json, String name, Map<?, ?> members) {
    if (!(members.get(FORMAT) instanceof String format)) {
      json.addError(name, "invalid.subject-missing");
      return Optional.empty();
    }
    return switch (format) {
      case "email" ->
          complete(json, name, members, "email")
              ? EmailAddress.parse(text(members, "email")).map(SubjectIdentifier.Email::new)
              : Optional.empty();
      case "iss_sub" ->
          complete(json, name, members, "iss", "sub")
              ? Optional.of(
                  new SubjectIdentifier.IssuerAndSubject(
                      text(members, "iss"), text(members, "sub")))
              : Optional.empty();
      case "opaque" ->
          complete(json, name, members, "id")
              ? CustomerId.parse(text(members, "id")).map(SubjectIdentifier.Opaque::new)
              : Optional.empty();
      default -> {
        json.addError(name, "invalid.subject-format");
        yield Optional.empty();
      }
    };
  }

  private static boolean complete(
      JsonRequest json, String name, Map<?, ?> members, String... needed) {
    boolean complete = members.size() == needed.length + 1;
    for (String one : needed) {
      complete &= members.get(one) instanceof String;
    }
    if (!complete) {
      json.addError(name, "invalid.subject-missing");
    }
    return complete;
  }

  private static String text(Map<?, ?> members, String name) {
    return String.valueOf(members.get(name));
  }
}
