package dev.rekey.adapter.in.rest.request;

import dev.rekey.adapter.in.http.ClientAddresses;
import dev.rekey.adapter.in.rest.problem.AccessDeniedException;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.signin.AuthenticateToken;
import dev.rekey.domain.Actor;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.revocation.SignedRequest;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Identifies the caller of a request and its token.
@Singleton
public class Caller {
  private static final String BEARER = "Bearer ";

  private final AuthenticateToken authenticateToken;
  private final ClientAddresses addresses;

  Caller(AuthenticateToken authenticateToken, ClientAddresses addresses) {
    this.authenticateToken = authenticateToken;
    this.addresses = addresses;
  }

  public Actor visitor(HttpServerRequest request) {
    return Actor.customer(addresses.of(request));
  }

  /// The administrator as an actor, identified by the `sub` of the verified token. Other claims are
  /// never a substitute, since they are often email addresses.
  public Actor administrator(SecurityIdentity identity, HttpServerRequest request) {
    String subject =
        identity.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null
            ? token.getSubject()
            : "unknown";
    return Actor.administrator(subject, addresses.of(request));
  }

  /// The trusted issuer that signed the call, as an actor with the role of an administrator. Its
  /// name comes from the configuration and not from the call.
  public Actor sender(SignedRequest call, HttpServerRequest request) {
    return Actor.administrator(call.issuer(), addresses.of(request));
  }

  /// The subject of the verified token, for data with one owner. A token without a subject is
  /// rejected.
  public String subject(SecurityIdentity identity) {
    if (identity.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null) {
      return token.getSubject();
    }
    throw AccessDeniedException.unauthenticated();
  }

  public Actor holder(OAuthTokens.Valid valid, HttpServerRequest request) {
    return valid.token().isSignIn()
        ? visitor(request)
        : Actor.client(valid.token().client(), addresses.of(request));
  }

  /// The bearer token of the call (RFC 6750, section 2.1); empty if it does not have the form of an
  /// access token.
  public Optional<AccessToken> token(HttpHeaders headers) {
    return bearer(headers).flatMap(AccessToken::parse);
  }

  /// The text of the bearer token.
  public Optional<String> bearer(HttpHeaders headers) {
    String header = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(header.substring(BEARER.length()).trim())
        : Optional.empty();
  }

  /// Authenticates the token of the call. It must be valid at this moment.
  public OAuthTokens.Valid require(HttpHeaders headers, HttpServerRequest request) {
    return token(headers)
        .flatMap(token -> authenticateToken.use(token, addresses.of(request)))
        .orElseThrow(AccessDeniedException::unauthenticated);
  }
}
