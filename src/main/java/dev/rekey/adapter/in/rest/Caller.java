package dev.rekey.adapter.in.rest;

import dev.rekey.application.UseToken;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.domain.Origin;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.revocation.SignedCall;
import dev.rekey.http.ClientAddresses;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Who calls, and with which token.
@Singleton
class Caller {
  private static final String BEARER = "Bearer ";

  private final UseToken useToken;
  private final ClientAddresses addresses;

  Caller(UseToken useToken, ClientAddresses addresses) {
    this.useToken = useToken;
    this.addresses = addresses;
  }

  Origin visitor(HttpServerRequest request) {
    return Origin.customer(addresses.of(request));
  }

  /// The administrator whose token was checked, by the token's `sub`. Other claims are not taken in
  /// its place: they often are e-mail addresses.
  Origin administrator(SecurityIdentity identity, HttpServerRequest request) {
    String subject =
        identity.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null
            ? token.getSubject()
            : "unknown";
    return Origin.administrator(subject, addresses.of(request));
  }

  /// The system that signed the call. It acts as an administrator does; its name is the one that is
  /// configured, not what it says of itself.
  Origin sender(SignedCall call, HttpServerRequest request) {
    return Origin.administrator(call.issuer(), addresses.of(request));
  }

  /// Whose token was checked, for what belongs to one caller: a token that names nobody owns
  /// nothing.
  String subject(SecurityIdentity identity) {
    if (identity.getPrincipal() instanceof JsonWebToken token && token.getSubject() != null) {
      return token.getSubject();
    }
    throw Denied.unauthenticated();
  }

  Origin holder(OAuthTokens.Valid valid, HttpServerRequest request) {
    return valid.token().isSignIn()
        ? visitor(request)
        : Origin.client(valid.token().client(), addresses.of(request));
  }

  /// The bearer token of the call (RFC 6750, section 2.1), if it can be one of ours.
  Optional<AccessToken> token(HttpHeaders headers) {
    return bearer(headers).flatMap(AccessToken::parse);
  }

  /// The text of the bearer token.
  Optional<String> bearer(HttpHeaders headers) {
    String header = headers.getHeaderString(HttpHeaders.AUTHORIZATION);
    return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(header.substring(BEARER.length()).trim())
        : Optional.empty();
  }

  /// The token of the call, which has to count at this moment.
  OAuthTokens.Valid require(HttpHeaders headers, HttpServerRequest request) {
    return token(headers)
        .flatMap(token -> useToken.use(token, addresses.of(request)))
        .orElseThrow(Denied::unauthenticated);
  }
}
