package dev.rekey.local;

import java.security.Key;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/// An identity provider that signs its calls of `POST /global-token-revocation`, as Okta does.
public final class Signer {
  private static final int BITS = 2048;

  private final String issuer;
  private final PublicJsonWebKey key;

  private Signer(String issuer, PublicJsonWebKey key) {
    this.issuer = issuer;
    this.key = key;
  }

  /// With a new RSA key of this name.
  public static Signer of(String issuer, String keyId) {
    try {
      PublicJsonWebKey key = RsaJwkGenerator.generateJwk(BITS);
      key.setKeyId(keyId);
      return new Signer(issuer, key);
    } catch (JoseException failure) {
      throw new IllegalStateException(failure);
    }
  }

  public String issuer() {
    return issuer;
  }

  public PublicJsonWebKey key() {
    return key;
  }

  /// What its key server gives out.
  public String jwks() {
    return new JsonWebKeySet(List.<JsonWebKey>of(key))
        .toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
  }

  /// The header of an ordinary call.
  public Map<String, Object> header() {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("typ", "global-token-revocation+jwt");
    header.put("alg", AlgorithmIdentifiers.RSA_USING_SHA256);
    header.put("kid", key.getKeyId());
    return header;
  }

  /// The claims of an ordinary call: it counts from five minutes ago until in five minutes.
  public Map<String, Object> claims(String audience, Instant now) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("iss", issuer);
    claims.put("sub", "rekey-at-" + issuer);
    claims.put("aud", audience);
    claims.put("exp", now.getEpochSecond() + 300);
    claims.put("nbf", now.getEpochSecond() - 300);
    claims.put("iat", now.getEpochSecond());
    return claims;
  }

  /// A call of now, for `audience`.
  public String call(String audience) {
    return sign(header(), claims(audience, Instant.now()));
  }

  /// Any header and claims, signed with the key.
  public String sign(Map<String, Object> header, Map<String, Object> claims) {
    return sign(header, JsonUtil.toJson(claims), key.getPrivateKey());
  }

  /// Any header and text, signed with any key, or with none where the algorithm is `none`.
  public static String sign(Map<String, Object> header, String payload, @Nullable Key with) {
    try {
      JsonWebSignature jws = new JsonWebSignature();
      jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
      jws.setDoKeyValidation(false);
      header.forEach((name, value) -> jws.getHeaders().setObjectHeaderValue(name, value));
      jws.setPayload(payload);
      jws.setKey(with);
      return jws.getCompactSerialization();
    } catch (JoseException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
