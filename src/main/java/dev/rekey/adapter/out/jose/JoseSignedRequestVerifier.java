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
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
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

  /// The latest time that a JWT may contain (year 9999).
  private static final double LAST_SECOND = 253_402_300_799d;

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
    } catch (JoseException none) {
      return new Verdict.Refused();
    }
  }

  private Optional<SignedRequest> signed(JsonWebSignature jws) throws JoseException {
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
    Optional<SignedRequest> call = call(JsonUtil.parseJson(jws.getUnverifiedPayload()));
    if (call.isEmpty()) {
      return Optional.empty();
    }
    JwksCache issuer = keys.get(call.get().issuer());
    if (issuer == null) {
      return Optional.empty();
    }
    for (JsonWebKey key :
        issuer.find(keyId.get(), jws.getKeyType(), jws.getAlgorithmHeaderValue())) {
      jws.setKey(key.getKey());
      if (jws.verifySignature()) {
        return call;
      }
    }
    return Optional.empty();
  }

  /// Returns the claims if they are meant for this service and currently valid.
  private Optional<SignedRequest> call(Map<String, Object> claims) {
    return claims.get("iss") instanceof String issuer
            && keys.containsKey(issuer)
            && claims.get("jti") instanceof String id
            && !id.isBlank()
            && isForUs(claims.get("aud"))
            && counts(claims)
        ? Optional.of(new SignedRequest(issuer, id, time(claims.get("exp")).orElseThrow()))
        : Optional.empty();
  }

  // A JWT for several audiences is rejected: each of them could replay it here.
  private boolean isForUs(@Nullable Object claim) {
    return audience.equals(claim) || List.of(audience).equals(claim);
  }

  private boolean counts(Map<String, Object> claims) {
    Optional<Instant> issued = time(claims.get("iat"));
    Optional<Instant> end = time(claims.get("exp"));
    Optional<Instant> begin = claims.containsKey("nbf") ? time(claims.get("nbf")) : issued;
    if (issued.isEmpty() || end.isEmpty() || begin.isEmpty()) {
      return false;
    }
    Instant now = clock.instant();
    Instant latest = now.plus(SKEW);
    return !issued.get().isAfter(latest)
        && !begin.get().isAfter(latest)
        && end.get().isAfter(now.minus(SKEW))
        && !end.get().isAfter(issued.get().plus(MAX_LIFETIME));
  }

  private static Optional<Instant> time(@Nullable Object claim) {
    return claim instanceof Number seconds
            && seconds.doubleValue() >= 0
            && seconds.doubleValue() <= LAST_SECOND
        ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
        : Optional.empty();
  }

  private static Optional<String> text(Headers headers, String name) {
    return headers.getObjectHeaderValue(name) instanceof String text
        ? Optional.of(text)
        : Optional.empty();
  }
}
