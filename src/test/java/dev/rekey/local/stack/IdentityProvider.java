package dev.rekey.local.stack;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.oauth2.sdk.GrantType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import no.nav.security.mock.oauth2.token.KeyProvider;
import no.nav.security.mock.oauth2.token.OAuth2TokenProvider;

/// A real OIDC provider, with discovery and keys, for administrators' tokens.
///
/// Whoever asks its token endpoint by client credentials gets what is asked for: the scope's words
/// become the roles. Whoever signs in on its page chooses a name and roles there, and needs no
/// password. The Java methods also make the tokens that no provider would give out.
public final class IdentityProvider implements AutoCloseable {

  /// The client that the administrators' pages are to it.
  static final String ADMINISTRATION = "rekey-administration";

  private static final Path SIGN_IN_PAGE =
      Path.of("src", "test", "resources", "identity-provider", "sign-in.html").toAbsolutePath();
  private static final String ISSUER_ID = "rekey";
  private static final String AUDIENCE = "rekey";
  private static final String ROLES = "groups";
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final OAuth2TokenProvider tokens = new OAuth2TokenProvider();

  /// Its key is called what the true one is called, and is another.
  private final OAuth2TokenProvider forger = new OAuth2TokenProvider(new KeyProvider(List.of()));

  private MockOAuth2Server server = newServer();

  private IdentityProvider() {
    // a port that is named is also free again at once when the server stops
    server.start(TargetFiles.freePort());
  }

  public static IdentityProvider start() {
    return new IdentityProvider();
  }

  /// What the service is told: discovery is below this address, and it is the issuer's name.
  public URI issuer() {
    return server.issuerUrl(ISSUER_ID).uri();
  }

  public URI tokenEndpoint() {
    return server.tokenEndpointUrl(ISSUER_ID).uri();
  }

  /// A token as the provider gives it to `subject`, who has `roles`.
  public String token(String subject, String... roles) {
    return signed(tokens, claims(subject, roles));
  }

  /// A token with one role in `groups` and another one where Keycloak puts the roles of a realm.
  public String tokenWithRealmRole(String subject, String group, String realmRole) {
    Map<String, Object> claims = claims(subject, group);
    claims.put("realm_access", Map.of("roles", List.of(realmRole)));
    return signed(tokens, claims);
  }

  /// A logout token for `audience` (OpenID Connect Back-Channel Logout 1.0, section 2.4).
  public String logoutToken(String subject, String audience) {
    Map<String, Object> claims = claims(subject);
    claims.put("aud", audience);
    claims.put("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    return signed(tokens, claims);
  }

  /// A token whose hour is over since a minute.
  public String expiredToken(String subject, String... roles) {
    Map<String, Object> claims = claims(subject, roles);
    Instant end = Instant.now().minus(Duration.ofMinutes(1));
    claims.put("iat", Date.from(end.minus(LIFETIME)));
    claims.put("nbf", Date.from(end.minus(LIFETIME)));
    claims.put("exp", Date.from(end));
    return signed(tokens, claims);
  }

  /// A token with the true signature that names another issuer.
  public String tokenOfAnotherIssuer(String subject, String... roles) {
    Map<String, Object> claims = claims(subject, roles);
    claims.put("iss", "https://issuer.example");
    return signed(tokens, claims);
  }

  /// A token that was meant for another service.
  public String tokenForAnotherAudience(String subject, String... roles) {
    Map<String, Object> claims = claims(subject, roles);
    claims.put("aud", "another-service");
    return signed(tokens, claims);
  }

  /// A token that somebody else signed.
  public String forgedToken(String subject, String... roles) {
    return signed(forger, claims(subject, roles));
  }

  /// A token that nobody signed (`alg: none`).
  public String unsignedToken(String subject, String... roles) {
    try {
      return new PlainJWT(JWTClaimsSet.parse(claims(subject, roles))).serialize();
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Starts again after [#close], on the same port and with the same keys.
  public void startAgain() {
    int port = issuer().getPort();
    server = newServer();
    server.start(port);
  }

  @Override
  public void close() {
    server.shutdown();
  }

  private MockOAuth2Server newServer() {
    return new MockOAuth2Server(
        new OAuth2Config(
            true, SIGN_IN_PAGE.toString(), null, false, tokens, Set.of(new RolesOfScope())));
  }

  private Map<String, Object> claims(String subject, String... roles) {
    Map<String, Object> claims = new HashMap<>();
    claims.put("iss", issuer().toString());
    claims.put("aud", AUDIENCE);
    claims.put("sub", subject);
    claims.put(ROLES, List.of(roles));
    return claims;
  }

  private static String signed(OAuth2TokenProvider signer, Map<String, Object> claims) {
    return signer.jwt(claims, LIFETIME, ISSUER_ID).serialize();
  }

  /// Reads the roles out of the scope that a client asks for.
  private static final class RolesOfScope extends DefaultOAuth2TokenCallback {

    private static final String DEMO_CLIENT = "admin-cli";
    private static final String DEMO_SUBJECT = "admin-demo";
    private static final String ALL_RIGHTS = "store-admin";

    RolesOfScope() {
      super(ISSUER_ID, DEMO_SUBJECT, "JWT", List.of(AUDIENCE), Map.of(), LIFETIME.toSeconds());
    }

    @Override
    public String subject(TokenRequest request) {
      String client = super.subject(request);
      return client.equals(DEMO_CLIENT) ? DEMO_SUBJECT : client;
    }

    /// Who signs in on the page says there what the roles are.
    @Override
    public Map<String, Object> addClaims(TokenRequest request) {
      if (!GrantType.CLIENT_CREDENTIALS.equals(request.getAuthorizationGrant().getType())) {
        return Map.of();
      }
      Scope scope = request.getScope();
      boolean asksForNone = scope == null || scope.isEmpty();
      return Map.of(ROLES, asksForNone ? List.of(ALL_RIGHTS) : scope.toStringList());
    }
  }
}
