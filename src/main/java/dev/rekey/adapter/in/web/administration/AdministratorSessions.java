package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.web.page.PageException;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.signin.AdministratorSessionStore;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.OidcProviderClient;
import io.quarkus.oidc.OidcSession;
import io.quarkus.oidc.RefreshToken;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Authenticates administrators by the session of Quarkus's OIDC tenant `administration`.
@Singleton
class AdministratorSessions {
  private static final System.Logger LOG = System.getLogger(AdministratorSessions.class.getName());
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final CurrentIdentityAssociation identities;
  private final HttpAuthenticator authenticator;
  private final OidcSession session;
  private final Instance<OidcProviderClient> client;
  private final AdministratorSessionStore sessions;

  AdministratorSessions(
      CurrentIdentityAssociation identities,
      HttpAuthenticator authenticator,
      OidcSession session,
      Instance<OidcProviderClient> client,
      AdministratorSessionStore sessions) {
    this.identities = identities;
    this.authenticator = authenticator;
    this.session = session;
    this.client = client;
    this.sessions = sessions;
  }

  /// Authenticates the caller.
  Caller of(RoutingContext call) {
    sessions.requireAvailable();
    try {
      SecurityIdentity identity = await(identities.getDeferredIdentity());
      return identity.getPrincipal() instanceof JsonWebToken token
          ? new Caller.SignedIn(administrator(token, identity))
          : new Caller.Anonymous();
    } catch (AuthenticationRedirectException redirect) {
      return new Caller.Redirect(redirect.getRedirectUri());
    } catch (AuthenticationCompletionException | AuthenticationFailedException refused) {
      if (isOutage(refused)) {
        throw outage(refused);
      }
      return refused instanceof AuthenticationCompletionException
          ? new Caller.Failed()
          : new Caller.Anonymous();
    } catch (OIDCException | TimeoutException outage) {
      throw outage(outage);
    }
  }

  /// Sends a caller without a session to sign in, or says why that is not possible.
  Response signIn(RoutingContext call) {
    if (call.normalizedPath().equals(AdministrationPageRenderer.SIGN_OUT)) {
      return redirect(
          AdministrationPageRenderer.HOME + "/" + AdministrationPageRenderer.SIGNED_OUT);
    }
    String method = call.request().method().name();
    if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
      // the submitted data would be lost in the redirects of the sign-in
      throw PageException.signInEnded();
    }
    if (call.normalizedPath().equals(AdministrationPageRenderer.SIGNED_IN)) {
      // without cookies the redirects would loop
      throw PageException.signInFailed();
    }
    return redirect(signInPage(call).orElseThrow(PageException::signInFailed));
  }

  static Response redirect(String page) {
    return Response.status(Response.Status.FOUND)
        .header(HttpHeaders.LOCATION, page)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /// The URL of the sign-in page; empty if a sign-in has just failed.
  private Optional<String> signInPage(RoutingContext call) {
    try {
      ChallengeData challenge = await(authenticator.getChallenge(call));
      return challenge.status == 302
          ? challenge.getHeaders().entrySet().stream()
              .filter(header ->
                  "Location".contentEquals(header.getKey())
                      || "location".contentEquals(header.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
          : Optional.empty();
    } catch (OIDCException | TimeoutException | AuthenticationFailedException outage) {
      throw outage(outage);
    }
  }

  /// Ends the caller's session. Returns the end-session URL of the provider, if it has one.
  Optional<String> signOut() {
    SecurityIdentity identity = await(identities.getDeferredIdentity());
    OidcConfigurationMetadata provider = identity.getAttribute("configuration-metadata");
    await(session.logout());
    revoke(identity.getCredential(RefreshToken.class), provider);
    return Optional.ofNullable(provider).map(OidcConfigurationMetadata::getEndSessionUri);
  }

  // a copied refresh token must not give access tokens either (RFC 7009)
  private void revoke(@Nullable RefreshToken token, @Nullable OidcConfigurationMetadata provider) {
    if (token == null || token.getToken() == null) {
      return;
    }
    if (provider == null || provider.getRevocationUri() == null) {
      return;
    }
    try {
      boolean _ = await(client.get().revokeRefreshToken(token.getToken()));
    } catch (OIDCException | TimeoutException outage) {
      LOG.log(System.Logger.Level.WARNING, "The provider did not revoke a refresh token");
    }
  }

  private static Administrator administrator(JsonWebToken token, SecurityIdentity identity) {
    String subject = token.getSubject() == null ? "unknown" : token.getSubject();
    String name =
        Stream.of("name", "preferred_username")
            .map(token::<Object>getClaim)
            .filter(claim -> claim instanceof String text && !text.isBlank())
            .map(Object::toString)
            .findFirst()
            .orElse(subject);
    return new Administrator(subject, name, identity.getRoles());
  }

  private static <T> T await(Uni<T> answer) {
    return answer.await().atMost(TIMEOUT);
  }

  private static TemporarilyUnavailable outage(Throwable cause) {
    return new TemporarilyUnavailable(
        "The identity provider is unreachable", Duration.ofSeconds(5), cause);
  }

  private static boolean isOutage(Throwable failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return true;
      }
    }
    return false;
  }

  /// The result of authenticating a caller.
  sealed interface Caller {
    /// An administrator with a session.
    record SignedIn(Administrator administrator) implements Caller {}

    /// A caller without a session, or with an expired one.
    record Anonymous() implements Caller {}

    /// The redirect to the requested page, after a sign-in at the provider.
    record Redirect(String page) implements Caller {}

    /// A caller that returned from the provider with an invalid sign-in.
    record Failed() implements Caller {}
  }
}
