package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.http.UrlEncodedForm;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.signin.AdministratorSessionStore;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.Tenant;
import io.quarkus.oidc.TenantIdentityProvider;
import io.quarkus.resteasy.reactive.server.EndpointDisabled;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.TimeoutException;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// The provider ends sessions of administrators here (OpenID Connect Back-Channel Logout 1.0).
/// Quarkus remembers such calls in memory, where other replicas do not see them.
@Path("/administration/back-channel-logout")
@PermitAll
@RunOnVirtualThread
@EndpointDisabled(
    name = "rekey.pages.administration",
    stringValue = "false",
    disableIfMissing = true)
public class BackChannelLogoutResource {
  private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
  private static final Pattern JWT = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /// A later call might end sessions that began after the logout.
  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private final TenantIdentityProvider provider;
  private final AdministratorSessionStore sessions;
  private final InstantSource clock;
  private final Optional<String> clientId;

  BackChannelLogoutResource(
      @Tenant("administration") TenantIdentityProvider provider,
      AdministratorSessionStore sessions,
      InstantSource clock,
      @ConfigProperty(name = "quarkus.oidc.administration.client-id") Optional<String> clientId) {
    this.provider = provider;
    this.sessions = sessions;
    this.clock = clock;
    this.clientId = clientId;
  }

  /// Ends the session or the sessions that a logout token names (section 2.4). The answer to any
  /// other token is 400 (section 2.8).
  @POST
  public Response logOut(byte @Nullable [] body) {
    Optional<JsonWebToken> token =
        UrlEncodedForm.read(body)
            .flatMap(form -> form.value("logout_token"))
            // Quarkus would ask the provider about any other text
            .filter(text -> JWT.matcher(text).matches())
            .flatMap(this::verified)
            .filter(this::isLogout);
    token.ifPresent(logout -> sessions.end(sid(logout), logout.getSubject()));
    return Response.status(token.isPresent() ? Response.Status.OK : Response.Status.BAD_REQUEST)
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  private Optional<JsonWebToken> verified(String token) {
    try {
      return provider
                  .authenticate(new AccessTokenCredential(token))
                  .await()
                  .atMost(TIMEOUT)
                  .getPrincipal()
              instanceof JsonWebToken claims
          ? Optional.of(claims)
          : Optional.empty();
    } catch (AuthenticationFailedException invalid) {
      return Optional.empty();
    } catch (OIDCException | TimeoutException outage) {
      throw new TemporarilyUnavailable(
          "The identity provider is unreachable", Duration.ofSeconds(5), outage);
    }
  }

  private static @Nullable String sid(JsonWebToken token) {
    return token.<Object>getClaim("sid") instanceof String sid ? sid : null;
  }

  private boolean isLogout(JsonWebToken token) {
    Instant issued = Instant.ofEpochSecond(token.getIssuedAtTime());
    return token.<Object>getClaim("events") instanceof Map<?, ?> events
        && events.containsKey(EVENT)
        && token.<Object>getClaim("nonce") == null
        && (sid(token) != null || token.getSubject() != null)
        && clientId.filter(id -> token.getAudience().contains(id)).isPresent()
        && issued.plus(MAX_AGE).isAfter(clock.instant());
  }
}
