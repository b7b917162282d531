package dev.rekey.adapter.out.postgres.signin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rekey.adapter.out.postgres.Database;
import dev.rekey.adapter.out.postgres.SecretEncryption;
import dev.rekey.application.port.TokenGenerator;
import dev.rekey.application.port.signin.AdministratorSessionStore;
import dev.rekey.domain.Digest;
import dev.rekey.domain.SecretText;
import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TokenStateManager;
import io.quarkus.security.AuthenticationFailedException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Keeps the provider's tokens of administrators in PostgreSQL. Quarkus keeps them in the cookie,
/// and then a copied cookie is valid after its owner has signed out (ASVS 5.0, 7.4.1).
///
/// The cookie holds a random key. Signing out deletes the session, on every replica.
@Alternative
@Priority(1)
@ApplicationScoped
class AdministratorTokens implements TokenStateManager, AdministratorSessionStore {
  private static final String SESSION = "rekey.administrator-session";
  private static final String INSERT =
      """
      INSERT INTO administrator_sessions (digest, session, sid, subject, tokens, expires_at)
      VALUES (?, ?, ?, ?, ?, clock_timestamp() + ? * interval '1 second')
      """;
  private static final String FIND =
      """
      SELECT session, tokens FROM administrator_sessions
      WHERE digest = ? AND expires_at > clock_timestamp()
      """;
  private static final String DELETE =
      """
      DELETE FROM administrator_sessions
      WHERE session = (SELECT session FROM administrator_sessions WHERE digest = ?)
      """;

  private final Database database;
  private final TokenGenerator tokenGenerator;
  private final ObjectMapper json;
  private final Optional<SecretEncryption> encryption;
  private final Duration extension;

  AdministratorTokens(
      Database database,
      TokenGenerator tokenGenerator,
      ObjectMapper json,
      @ConfigProperty(name = "quarkus.oidc.administration.credentials.secret")
          Optional<String> secret,
      @ConfigProperty(name = "quarkus.oidc.administration.authentication.session-age-extension")
          Duration extension) {
    this.database = database;
    this.tokenGenerator = tokenGenerator;
    this.json = json;
    this.encryption = secret.map(SecretText::new).map(SecretEncryption::new);
    this.extension = extension;
  }

  @Override
  public Uni<String> createTokenState(
      RoutingContext call,
      OidcTenantConfig tenant,
      AuthorizationCodeTokens tokens,
      OidcRequestContext<String> context) {
    return context.runBlocking(() -> {
      String key = tokenGenerator.next().reveal();
      UUID session = call.get(SESSION) instanceof UUID known ? known : UUID.randomUUID();
      JsonNode claims = claims(tokens.getIdToken());
      Long lifetime = tokens.getAccessTokenExpiresIn();
      database.update("DELETE FROM administrator_sessions WHERE expires_at < clock_timestamp()");
      database.update(
          INSERT,
          Digest.of(key),
          session,
          claims.path("sid").textValue(),
          claims.path("sub").textValue(),
          encryption.orElseThrow().encrypt(new SecretText(written(tokens)), session.toString()),
          (lifetime == null ? 3600 : lifetime) + extension.toSeconds());
      return key;
    });
  }

  @Override
  public Uni<AuthorizationCodeTokens> getTokens(
      RoutingContext call,
      OidcTenantConfig tenant,
      String key,
      OidcRequestContext<AuthorizationCodeTokens> context) {
    return context.runBlocking(() ->
        database
            .queryOne(
                FIND,
                row -> new Stored(row.getObject("session", UUID.class), row.getBytes("tokens")),
                Digest.of(key))
            .flatMap(row -> {
              call.put(SESSION, row.session());
              return encryption.orElseThrow().decrypt(row.tokens(), row.session().toString());
            })
            .map(text -> read(text.reveal()))
            .orElseThrow(AuthenticationFailedException::new));
  }

  @Override
  public Uni<Void> deleteTokens(
      RoutingContext call, OidcTenantConfig tenant, String key, OidcRequestContext<Void> context) {
    return context.runBlocking(() -> {
      database.update(DELETE, Digest.of(key));
      return null;
    });
  }

  @Override
  public void requireAvailable() {
    var _ = database.query("SELECT 1", row -> row.getInt(1));
  }

  @Override
  public void end(@Nullable String id, @Nullable String subject) {
    database.update(
        """
        DELETE FROM administrator_sessions
        WHERE sid = ?::text OR (subject = ?::text AND (sid IS NULL OR ?::text IS NULL))
        """,
        id,
        subject,
        id);
  }

  // Quarkus has verified the token
  private JsonNode claims(String idToken) {
    try {
      return json.readTree(Base64.getUrlDecoder().decode(idToken.split("\\.", -1)[1]));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private String written(AuthorizationCodeTokens tokens) {
    try {
      return json.writeValueAsString(tokens);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private AuthorizationCodeTokens read(String text) {
    try {
      return json.readValue(text, AuthorizationCodeTokens.class);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private record Stored(UUID session, byte[] tokens) {}
}
