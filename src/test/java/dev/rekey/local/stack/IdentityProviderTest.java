package dev.rekey.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.text.ParseException;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdentityProviderTest {

  private static IdentityProvider provider;

  @BeforeAll
  static void start() {
    provider = IdentityProvider.start();
  }

  @AfterAll
  static void stop() {
    provider.close();
  }

  @Test
  void theScopeOfARequestBecomesTheRolesOfTheToken() throws Exception {
    JWTClaimsSet claims = claims(requested("&scope=customers%3Aread+settings%3Awrite"));

    assertThat(claims.getStringListClaim("groups"))
        .containsExactly("customers:read", "settings:write");
    assertThat(claims.getSubject()).isEqualTo("admin-demo");
    assertThat(claims.getAudience()).containsExactly("rekey");
    assertThat(claims.getIssuer()).isEqualTo(provider.issuer().toString());
    assertThat(claims.getExpirationTime()).isAfter(Instant.now().plusSeconds(3500));
  }

  @Test
  void whoAsksForNoRoleIsStoreAdministrator() throws Exception {
    assertThat(claims(requested("")).getStringListClaim("groups")).containsExactly("store-admin");
  }

  @Test
  void onlyItsOwnTokensCarryItsSignature() throws Exception {
    JWKSet keys = JWKSet.load(URI.create(provider.issuer() + "/jwks").toURL());
    JWSVerifier verifier = new RSASSAVerifier(keys.getKeys().getFirst().toRSAKey());

    assertThat(SignedJWT.parse(provider.token("anna", "store-admin")).verify(verifier)).isTrue();
    assertThat(SignedJWT.parse(provider.forgedToken("anna")).verify(verifier)).isFalse();
    assertThatThrownBy(() -> SignedJWT.parse(provider.unsignedToken("anna")))
        .isInstanceOf(ParseException.class);
    assertThat(claims(provider.expiredToken("anna")).getExpirationTime()).isBefore(Instant.now());
    assertThat(claims(provider.tokenOfAnotherIssuer("anna")).getIssuer())
        .isNotEqualTo(provider.issuer().toString());
  }

  private static String requested(String scope) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(provider.tokenEndpoint())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "grant_type=client_credentials&client_id=admin-cli&client_secret=any" + scope))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      Matcher token = Pattern.compile("\"access_token\"\\s*:\\s*\"([^\"]+)\"").matcher(body);
      assertThat(token.find()).as(body).isTrue();
      return token.group(1);
    }
  }

  private static JWTClaimsSet claims(String token) throws ParseException {
    return SignedJWT.parse(token).getJWTClaimsSet();
  }
}
