package dev.rekey.adapter.out.events;

import dev.rekey.application.port.securityevent.SecurityEventDeliveries.Delivery;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries.Event;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Stream;
import dev.rekey.application.port.securityevent.SecurityEventTokens;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.domain.customer.SubjectFormat;
import java.net.URI;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/// Signs security event tokens (RFC 8417) in the profile of SSF 1.0, section 4. A token is signed
/// with RS256, has a `typ` and a `sub_id`, no `sub` or `exp`, and exactly one event.
public final class JoseSecurityEventTokens implements SecurityEventTokens {
  private static final String CAEP = "https://schemas.openid.net/secevent/caep/event-type/";
  private static final String VERIFICATION =
      "https://schemas.openid.net/secevent/ssf/event-type/verification";

  private final URI issuer;
  private final SubjectFormat subjects;
  private final SigningKeys keys;
  private final List<JsonWebKey> published = new ArrayList<>();

  /// Issues tokens in the name of `issuer`.
  public JoseSecurityEventTokens(URI issuer, SubjectFormat subjects, SigningKeys keys) {
    this.issuer = issuer;
    this.subjects = subjects;
    this.keys = keys;
    for (RSAPublicKey key : keys.published()) {
      RsaJsonWebKey web = new RsaJsonWebKey(key);
      // RFC 7638: a key has the same id on every replica and after every restart
      web.setKeyId(web.calculateBase64urlEncodedThumbprint("SHA-256"));
      web.setUse("sig");
      web.setAlgorithm(AlgorithmIdentifiers.RSA_USING_SHA256);
      published.add(web);
    }
  }

  /// Returns the URI of an event type.
  public static String uri(SecurityEvents.Type type) {
    return CAEP + type.text();
  }

  @Override
  public String keys() {
    return new JsonWebKeySet(published).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
  }

  @Override
  public String token(Stream stream, Delivery delivery) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", issuer.toString());
    claims.put("aud", stream.configuration().audience());
    claims.put("jti", delivery.jti().toString());
    // the time of queueing, so that a repeated delivery has the same claims
    claims.put("iat", delivery.queuedAt().getEpochSecond());
    switch (delivery.event()) {
      case Event.Happened happened -> {
        claims.put("txn", happened.txn().toString());
        claims.put("sub_id", subject(happened));
        claims.put("events", Map.of(uri(happened.type()), members(happened)));
      }
      case Event.Verification(String state) -> {
        claims.put("sub_id", Map.of("format", "opaque", "id", stream.id().toString()));
        claims.put(
            "events", Map.of(VERIFICATION, state == null ? Map.of() : Map.of("state", state)));
      }
    }
    return signed(JsonUtil.toJson(claims));
  }

  private Map<String, Object> subject(Event.Happened happened) {
    Map<String, Object> subject = new LinkedHashMap<>();
    String customer = happened.customer().value();
    boolean opaque = subjects == SubjectFormat.OPAQUE;
    if (subjects == SubjectFormat.EMAIL && happened.email() != null) {
      subject.put("format", "email");
      subject.put("email", happened.email().value());
    } else if (opaque) {
      subject.put("format", "opaque");
      subject.put("id", customer);
    } else {
      subject.put("format", "iss_sub");
      subject.put("iss", issuer.toString());
      subject.put("sub", customer);
    }
    return subject;
  }

  // event members of CAEP 1.0, sections 2 and 3
  private static Map<String, Object> members(Event.Happened happened) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("event_timestamp", happened.at().getEpochSecond());
    members.put("initiating_entity", happened.initiator().text());
    switch (happened.type()) {
      case CREDENTIAL_CHANGE -> {
        members.put("credential_type", "password");
        members.put("change_type", "update");
      }
      case SESSION_REVOKED -> {
        // a receiver that ends sessions needs no further data
      }
    }
    return members;
  }

  private String signed(String claims) {
    JsonWebSignature signature = new JsonWebSignature();
    signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.RSA_USING_SHA256);
    signature.setHeader("typ", "secevent+jwt");
    signature.setKey(keys.signing());
    signature.setKeyIdHeaderValue(published.getFirst().getKeyId());
    signature.setPayload(claims);
    try {
      return signature.getCompactSerialization();
    } catch (JoseException unusableKey) {
      throw new IllegalStateException(unusableKey);
    }
  }
}
