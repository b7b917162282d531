package dev.rekey.adapter.in.web.administration;

import dev.rekey.application.port.TemporarilyUnavailable;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.OidcConfigurationMetadata;
import io.quarkus.oidc.OidcSession;
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
import jakarta.inject.Singleton;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.jwt.JsonWebToken;

/// Knows administrators by the session that Quarkus's OIDC tenant `administration` keeps for them.
@Singleton
class AdministratorSessions {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final CurrentIdentityAssociation identities;
  private final HttpAuthenticator authenticator;
  private final OidcSession session;

  AdministratorSessions(
      CurrentIdentityAssociation identities, HttpAuthenticator authenticator, OidcSession session) {
    this.identities = identities;
    this.authenticator = authenticator;
    this.session = session;
  }

  /// Who calls.
  Caller of(RoutingContext call) {
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

  /// Where a stranger signs in; nothing where that was tried just now, and went wrong.
  Optional<String> signInPage(RoutingContext call) {
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

  /// Ends the session of whoever calls. Answers where the provider's own is ended, if it says so.
  Optional<String> signOut() {
    SecurityIdentity identity = await(identities.getDeferredIdentity());
    OidcConfigurationMetadata provider = identity.getAttribute("configuration-metadata");
    await(session.logout());
    return Optional.ofNullable(provider).map(OidcConfigurationMetadata::getEndSessionUri);
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
        "The identity provider is out of reach", Duration.ofSeconds(5), cause);
  }

  private static boolean isOutage(Throwable failure) {
    for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException) {
        return true;
      }
    }
    return false;
  }

  /// What is known of a caller.
  sealed interface Caller {
    /// Somebody who is signed in.
    record SignedIn(Administrator administrator) implements Caller {}

    /// Nobody, or somebody whose session has ended.
    record Anonymous() implements Caller {}

    /// Somebody whom the provider has just sent back, and who goes on to where they wanted to be.
    record Redirect(String page) implements Caller {}

    /// Somebody who came back with what is no sign-in.
    record Failed() implements Caller {}
  }
}
