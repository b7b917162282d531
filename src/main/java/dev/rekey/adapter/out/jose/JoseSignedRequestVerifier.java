package dev.rekey.adapter.out.jose;

import dev.rekey.application.port.revocation.SignedRequestVerifier;
import dev.rekey.domain.revocation.SignedRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.jwx.Headers;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// Verifies the JWTs with which identity providers sign `POST /global-token-revocation`, as Okta's
/// Universal Logout does.
///
/// Claims are checked before the signature, so that a forged JWT causes no JWKS request. Of the
/// header's statements about the key only the key id (`kid`) is used.
public final class JoseSignedRequestVerifier implements SignedRequestVerifier {
  private static final String TYPE = "global-token-revocation+jwt";

  /// A JWT of this kind has about 800 characters.
  private static final int MAX_CHARACTERS = 8192;

  /// Maximum time between the issue and the expiry of a request.
  private static final Duration MAX_LIFETIME = Duration.ofMinutes(5);

  /// Maximum difference between the issuer's clock and the local clock.
  private static final Duration SKEW = Duration.ofSeconds(30);

  /// Accepted algorithms, asymmetric ones only: an HMAC with a public key as its secret proves
  /// nothing (algorithm confusion).
  private static final Set<String> ALGORITHMS =
      Set.of(
          AlgorithmIdentifiers.RSA_USING_SHA256,
          AlgorithmIdentifiers.RSA_USING_SHA384,
          AlgorithmIdentifiers.RSA_USING_SHA512,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA256,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA384,
          AlgorithmIdentifiers.RSA_PSS_USING_SHA512,
          AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256,
          AlgorithmIdentifiers.ECDSA_USING_P384_CURVE_AND_SHA384,
          AlgorithmIdentifiers.ECDSA_USING_P521_CURVE_AND_SHA512);

  private final String audience;
  private final Map<String, JwksCache> keys;
  private final InstantSource clock;

  /// @param audience the URL of the request, as configured at the issuers
  /// @param keys the keys of each trusted issuer
  public JoseSignedRequestVerifier(
      String audience, Map<String, JwksCache> keys, InstantSource clock) {
    this.audience = audience;
    this.keys = Map.copyOf(keys);
    this.clock = clock;
  }

  @Override
  public Verdict check(String bearer) {
    if (bearer.length() > MAX_CHARACTERS) {
      return new Verdict.AnotherKind();
    }
    JsonWebSignature jws = new JsonWebSignature();
    try {
      jws.setCompactSerialization(bearer);
      if (text(jws.getHeaders(), "typ").filter(TYPE::equals).isEmpty()) {
        return new Verdict.AnotherKind();
      }
    } catch (JoseException anythingElse) {
      return new Verdict.AnotherKind();
    }
    try {
      return signed(jws).<Verdict>map(Verdict.Signed::new).orElseGet(Verdict.Refused::new);
    } catch (JoseException | InvalidJwtException | MalformedClaimException none) {
      return new Verdict.Refused();
    }
  }

  private Optional<SignedRequest> signed(JsonWebSignature jws)
      throws JoseException, InvalidJwtException, MalformedClaimException {
    Headers headers = jws.getHeaders();
    Optional<String> keyId = text(headers, "kid");
    boolean plain =
        text(headers, "alg").filter(ALGORITHMS::contains).isPresent()
            && keyId.isPresent()
            // neither header is needed, and both change how the JWT is read
            && headers.getObjectHeaderValue("crit") == null
            && headers.getObjectHeaderValue("b64") == null;
    if (!plain) {
      return Optional.empty();
    }
    JwtClaims claims = JwtClaims.parse(jws.getUnverifiedPayload());
    requireValid(new JwtContext(claims, List.of(jws)));
    JwksCache issuer = keys.get(claims.getIssuer());
    if (issuer == null) {
      return Optional.empty();
    }
    for (JsonWebKey key :
        issuer.find(keyId.get(), jws.getKeyType(), jws.getAlgorithmHeaderValue())) {
      jws.setKey(key.getKey());
      if (jws.verifySignature()) {
        return Optional.of(
            new SignedRequest(
                claims.getIssuer(),
                claims.getJwtId(),
                Instant.ofEpochSecond(claims.getExpirationTime().getValue())));
      }
    }
    return Optional.empty();
  }

  /// Checks that the claims are meant for this service and currently valid. The signature is not
  /// checked.
  private void requireValid(JwtContext jwt) throws InvalidJwtException {
    new JwtConsumerBuilder()
        .setSkipSignatureVerification()
        .setExpectedIssuers(true, keys.keySet().toArray(String[]::new))
        .setExpectedAudience(audience)
        .setRequireJwtId()
        .setRequireIssuedAt()
        .setRequireExpirationTime()
        .setIssuedAtRestrictions(0, (int) MAX_LIFETIME.toSeconds())
        .setAllowedClockSkewInSeconds((int) SKEW.toSeconds())
        .setEvaluationTime(NumericDate.fromSeconds(clock.instant().getEpochSecond()))
        .registerValidator(JoseSignedRequestVerifier::fault)
        .build()
        .processContext(jwt);
  }

  /// Returns what is wrong beyond the rules of RFC 7519; null if nothing is. A missing claim
  /// throws, which the caller takes as a fault too.
  private static @Nullable String fault(JwtContext jwt) throws MalformedClaimException {
    JwtClaims claims = jwt.getJwtClaims();
    if (claims.getJwtId().isBlank()) {
      return "blank id";
    }
    if (claims.getAudience().size() != 1) {
      return "several audiences, each of which could replay it here";
    }
    long lifetime =
        Math.subtractExact(claims.getExpirationTime().getValue(), claims.getIssuedAt().getValue());
    return lifetime > MAX_LIFETIME.toSeconds() ? "valid for too long" : null;
  }

  private static Optional<String> text(Headers headers, String name) {
    return headers.getObjectHeaderValue(name) instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }
}
