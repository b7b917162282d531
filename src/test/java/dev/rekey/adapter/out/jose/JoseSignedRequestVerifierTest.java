package dev.rekey.adapter.out.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.revocation.SignedRequestVerifier;
import dev.rekey.domain.revocation.SignedRequest;
import dev.rekey.fake.stub.SettableClock;
import dev.rekey.local.fixture.JwksServer;
import dev.rekey.local.fixture.SigningIssuer;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Signed calls, good ones and all the others, with keys from a real server.
class JoseSignedRequestVerifierTest {
  private static final String HERE = "https://rekey.example/global-token-revocation";
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final SigningIssuer OKTA = SigningIssuer.of("https://okta.example", "k1");
  private static final SigningIssuer ENTRA = SigningIssuer.of("https://entra.example", "k1");
  private static final Duration SKEW = Duration.ofSeconds(30);

  /// Longer than any machine is busy with something else.
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private final SettableClock clock = new SettableClock(NOW);
  private final JwksServer oktas = JwksServer.start();
  private final JwksServer entras = JwksServer.start();
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(Duration.ofSeconds(1))
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final JoseSignedRequestVerifier senders = senders(TIMEOUT);

  /// A claim, and a value that it must not have; nothing for a claim that is left out.
  private record Wrong(String claim, Object value) {
    static final Object LEFT_OUT = new Object();

    @Override
    public String toString() {
      return claim + (value == LEFT_OUT ? " left out" : ": " + value);
    }
  }

  @BeforeEach
  void giveOutTheKeys() {
    oktas.give(OKTA.jwks());
    entras.give(ENTRA.jwks());
  }

  @AfterEach
  void stop() {
    http.shutdownNow();
    oktas.close();
    entras.close();
  }

  @Test
  void aCallAsOktaSignsItCounts() {
    Map<String, Object> claims = claims();

    SignedRequestVerifier.Verdict verdict = senders.check(OKTA.sign(OKTA.header(), claims));

    assertThat(verdict)
        .isEqualTo(
            new SignedRequestVerifier.Verdict.Signed(
                new SignedRequest(
                    OKTA.issuer(),
                    String.valueOf(claims.get("jti")),
                    NOW.plus(Duration.ofMinutes(5)))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "RS512", "PS256", "PS384"})
  void otherSignaturesOfTheSameKeyCountToo(String algorithm) {
    assertThat(senders.check(OKTA.sign(header("alg", algorithm), claims())))
        .isInstanceOf(SignedRequestVerifier.Verdict.Signed.class);
  }

  @Test
  void aSignatureByEllipticCurveCounts() throws JoseException {
    PublicJsonWebKey key = EcJwkGenerator.generateJwk(EllipticCurves.P256);
    key.setKeyId("ec");
    oktas.give("{\"keys\":[" + key.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY) + "]}");
    Map<String, Object> header = header("alg", "ES256");
    header.put("kid", "ec");

    assertThat(senders.check(SigningIssuer.sign(header, json(claims()), key.getPrivateKey())))
        .isInstanceOf(SignedRequestVerifier.Verdict.Signed.class);
  }

  @Test
  void aListWithThisAddressAloneIsTheAddress() {
    assertThat(senders.check(OKTA.sign(OKTA.header(), claims("aud", List.of(HERE)))))
        .isInstanceOf(SignedRequestVerifier.Verdict.Signed.class);
  }

  static Stream<Wrong> wrongClaims() {
    long now = NOW.getEpochSecond();
    return Stream.of(
        new Wrong("aud", "https://rekey.example/"),
        new Wrong("aud", HERE + "/"),
        new Wrong("aud", "https://elsewhere.example/global-token-revocation"),
        new Wrong("aud", List.of(HERE, "https://elsewhere.example")),
        new Wrong("aud", List.of("https://elsewhere.example")),
        new Wrong("aud", List.of()),
        new Wrong("aud", Wrong.LEFT_OUT),
        new Wrong("iss", "https://evil.example"),
        new Wrong("iss", OKTA.issuer() + "/"),
        new Wrong("iss", List.of(OKTA.issuer())),
        new Wrong("iss", Wrong.LEFT_OUT),
        new Wrong("jti", Wrong.LEFT_OUT),
        new Wrong("jti", ""),
        new Wrong("jti", " "),
        new Wrong("jti", 7),
        new Wrong("exp", Wrong.LEFT_OUT),
        new Wrong("exp", now - SKEW.toSeconds()),
        new Wrong("exp", now + 301),
        new Wrong("exp", now + 360),
        new Wrong("exp", "soon"),
        new Wrong("exp", -1),
        new Wrong("exp", Long.MAX_VALUE),
        new Wrong("exp", 1e300),
        new Wrong("iat", Wrong.LEFT_OUT),
        new Wrong("iat", now - 1),
        new Wrong("iat", now - 360),
        new Wrong("iat", now + SKEW.toSeconds() + 1),
        new Wrong("iat", Long.MIN_VALUE),
        new Wrong("nbf", now + SKEW.toSeconds() + 1),
        new Wrong("nbf", "now"));
  }

  @ParameterizedTest
  @MethodSource("wrongClaims")
  void aCallWithAWrongClaimIsRefused(Wrong wrong) {
    Map<String, Object> claims = claims();
    if (wrong.value() == Wrong.LEFT_OUT) {
      claims.remove(wrong.claim());
    } else {
      claims.put(wrong.claim(), wrong.value());
    }

    assertThat(senders.check(OKTA.sign(OKTA.header(), claims)))
        .isInstanceOf(SignedRequestVerifier.Verdict.Refused.class);
    assertThat(oktas.questions() + entras.questions()).as("what it cost").isZero();
  }

  @Test
  void aCallThatIsFiveMinutesOldCountsNoMoreThanTheClocksMayDiffer() {
    String call = OKTA.sign(OKTA.header(), claims());
    clock.advance(Duration.ofMinutes(5).plus(SKEW).minusSeconds(1));
    assertThat(senders.check(call)).isInstanceOf(SignedRequestVerifier.Verdict.Signed.class);

    clock.advance(Duration.ofSeconds(1));

    assertThat(senders.check(call)).isInstanceOf(SignedRequestVerifier.Verdict.Refused.class);
  }

  @Test
  void anUnsignedCallIsRefused() {
    assertThat(senders.check(SigningIssuer.sign(header("alg", "none"), json(claims()), null)))
        .isInstanceOf(SignedRequestVerifier.Verdict.Refused.class);
    String call = OKTA.sign(OKTA.header(), claims());
    assertThat(senders.check(call.substring(0, call.lastIndexOf('.') + 1)))
        .isInstanceOf(SignedRequestVerifier.Verdict.Refused.class);
  }

  @Test
  void aSignatureThatAnybodyCouldMakeWithThePublicKeyIsRefused() {
    HmacKey key = new HmacKey(OKTA.key().getPublicKey().getEncoded());

    assertThat(senders.check(SigningIssuer.sign(header("alg", "HS256"), json(claims()), key)))
        .isInstanceOf(SignedRequestVerifier.Verdict.Refused.class);
  }

  @Test
  void anotherIssuersKeyOfTheSameNameIsRefused() {
    assertThat(senders.check(ENTRA.sign(ENTRA.header(), claims())))
        .isInstanceOf(SignedRequestVerifier.Verdict.Refused.class);
    assertThat(senders.check(ENTRA.sign(ENTRA.header(), ENTRA.claims(HERE, NOW))))
        .isInstanceOf(SignedRequestVerifier.Verdict.Signed.class);
  }

  @Test
  void aChangedClaimBreaksTheSignature() {
    String[] parts = OKTA.sign(OKTA.header(), claims()).split("\\.", -1);

    assertThat(senders.check(parts[0] + "." + encoded(json(claims())) + "." + parts[2]))
        .isInstanceOf(SignedRequestVerifier.Verdict.Refused.class);
  }

  @Test
  void aKeyThatTheCallBringsAlongIsNotLookedAt() throws JoseException {
    PublicJsonWebKey own = RsaJwkGenerator.generateJwk(2048);
    own.setKeyId("k1");
    entras.give("{\"keys\":[" + own.toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY) + "]}");
    for (Map.Entry<String, Object> brought :
        Map.<String, Object>of(
                "jwk", own.toParams(JsonWebKey.OutputControlLevel.PUBLIC_ONLY),
                "jku", entras.address().toString(),
                "x5u", entras.address().toString())
            .entrySet()) {
      Map<String, Object> header = header(brought.getKey(), brought.getValue());

      assertThat(senders.check(SigningIssuer.sign(header, json(claims()), own.getPrivateKey())))
          .as(brought.getKey())
          .isInstanceOf(SignedRequestVerifier.Verdict.Refused.class);
      assertThat(senders.check(OKTA.sign(header, claims())))
          .as(brought.getKey())
          .isInstanceOf(SignedRequestVerifier.Verdict.Signed.class);
    }
    assertThat(entras.questions()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"crit\":[\"b64\"],\"b64\":false}", "{\"crit\":[\"x\"],\"x\":1}"})
  void aHeaderThatChangesWhatIsReadIsRefused(String more) throws JoseException {
    Map<String, Object> header = OKTA.header();
    header.putAll(JsonUtil.parseJson(more));
    String call = OKTA.sign(OKTA.header(), claims());

    assertThat(senders.check(encoded(json(header)) + call.substring(call.indexOf('.'))))
        .isInstanceOf(SignedRequestVerifier.Verdict.Refused.class);
    assertThat(oktas.questions()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "a.b.c",
        "e30.e30.",
        "e30.e30.e30",
        "e30.e30.e30.e30.e30",
        "bnVsbA.e30.e30",
        "W10.e30.e30"
      })
  void whatIsNoSuchCallMayBeATokenOfAnotherKind(String bearer) {
    assertThat(senders.check(bearer)).isInstanceOf(SignedRequestVerifier.Verdict.AnotherKind.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"JWT", "at+jwt", "logout+jwt", ""})
  void aTokenOfAnotherTypeIsNoSuchCall(String type) {
    assertThat(senders.check(OKTA.sign(header("typ", type), claims())))
        .isInstanceOf(SignedRequestVerifier.Verdict.AnotherKind.class);
  }

  static Stream<Map<String, Object>> strangeHeaders() {
    return Stream.of(
        Map.of("alg", 7),
        Map.of("alg", List.of("RS256")),
        Map.of("alg", "rs256"),
        Map.of("alg", "dir"),
        Map.of("kid", 7),
        Map.of("kid", List.of("k1")),
        Map.of("kid", "unknown"),
        Map.of("kid", ""),
        Map.of("crit", "x"),
        Map.of("alg", "ES256"));
  }

  @ParameterizedTest
  @MethodSource("strangeHeaders")
  void aStrangeHeaderIsRefused(Map<String, Object> strange) {
    Map<String, Object> header = OKTA.header();
    header.putAll(strange);
    String call = OKTA.sign(OKTA.header(), claims());

    assertThat(senders.check(encoded(json(header)) + call.substring(call.indexOf('.'))))
        .isInstanceOf(SignedRequestVerifier.Verdict.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "{\"exp\":1,\"exp\":2}",
        "{\"exp\":99999999999999999999999999}",
        "{\"exp\":1e999999999}"
      })
  void aTextThatIsNoClaimsIsRefused(String payload) {
    assertThat(
            senders.check(SigningIssuer.sign(OKTA.header(), payload, OKTA.key().getPrivateKey())))
        .isInstanceOf(SignedRequestVerifier.Verdict.Refused.class);
  }

  @Test
  void aCallWithoutAKeyNameIsRefused() {
    Map<String, Object> header = OKTA.header();
    header.remove("kid");

    assertThat(senders.check(OKTA.sign(header, claims())))
        .isInstanceOf(SignedRequestVerifier.Verdict.Refused.class);
  }

  @Test
  void aHugeTokenIsNotRead() {
    assertThat(senders.check(OKTA.sign(OKTA.header(), claims("more", "x".repeat(10_000)))))
        .isInstanceOf(SignedRequestVerifier.Verdict.AnotherKind.class);
    assertThat(oktas.questions()).isZero();
  }

  @Test
  void aKeyForEncryptionOrOfAnotherAlgorithmVerifiesNothing() {
    for (String member : List.of("\"use\":\"enc\"", "\"alg\":\"PS512\"")) {
      oktas.give(OKTA.jwks().replace("\"kid\"", member + ",\"kid\""));

      assertThat(senders.check(OKTA.sign(OKTA.header(), claims())))
          .as(member)
          .isInstanceOf(SignedRequestVerifier.Verdict.Refused.class);
      clock.advance(Duration.ofMinutes(10));
    }
  }

  @Test
  void keysAreKeptForAWhile() {
    for (int i = 0; i < 5; i++) {
      check(OKTA);
    }
    assertThat(oktas.questions()).isEqualTo(1);

    clock.advance(Duration.ofMinutes(5));
    oktas.give("{\"keys\":[]}");

    assertThat(check(OKTA))
        .as("a key that was withdrawn")
        .isInstanceOf(SignedRequestVerifier.Verdict.Refused.class);
    assertThat(oktas.questions()).isEqualTo(2);
  }

  @Test
  void aNewKeyIsAskedForAndAMadeUpNameOnlyNowAndThen() {
    check(OKTA);
    for (int i = 0; i < 50; i++) {
      assertThat(senders.check(OKTA.sign(header("kid", "made-up-" + i), claims())))
          .isInstanceOf(SignedRequestVerifier.Verdict.Refused.class);
    }
    assertThat(oktas.questions()).isEqualTo(1);

    clock.advance(Duration.ofSeconds(10));
    SigningIssuer renewed = SigningIssuer.of(OKTA.issuer(), "k2");
    oktas.give(renewed.jwks());

    assertThat(check(renewed)).isInstanceOf(SignedRequestVerifier.Verdict.Signed.class);
    assertThat(oktas.questions()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "KEYS")
  void whereTheKeysCannotBeHadNothingIsSaidAboutTheCall(JwksServer.Answer failure) {
    boolean hangs =
        failure == JwksServer.Answer.HANGS_BEFORE_HEADERS
            || failure == JwksServer.Answer.HANGS_IN_THE_BODY;
    JoseSignedRequestVerifier failing = senders(hangs ? Duration.ofSeconds(1) : TIMEOUT);
    oktas.does(failure);
    long begin = System.nanoTime();

    assertThatThrownBy(() -> check(failing, OKTA)).isInstanceOf(TemporarilyUnavailable.class);
    assertThatThrownBy(() -> check(failing, OKTA)).isInstanceOf(TemporarilyUnavailable.class);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(TIMEOUT);
    assertThat(oktas.questions()).as("not asked again at once").isEqualTo(1);
    assertThat(check(ENTRA))
        .as("another's keys")
        .isInstanceOf(SignedRequestVerifier.Verdict.Signed.class);
    oktas.does(JwksServer.Answer.KEYS);
    clock.advance(Duration.ofSeconds(10));
    assertThat(check(OKTA)).isInstanceOf(SignedRequestVerifier.Verdict.Signed.class);
    assertThat(oktas.questions()).isEqualTo(2);
  }

  @Test
  void aServerThatIsDownIsAnOutageButKeysThatAreKeptCount() {
    check(OKTA);
    oktas.close();

    assertThat(check(OKTA)).isInstanceOf(SignedRequestVerifier.Verdict.Signed.class);
    clock.advance(Duration.ofSeconds(10));
    assertThatThrownBy(() -> senders.check(OKTA.sign(header("kid", "new"), claims())))
        .isInstanceOf(TemporarilyUnavailable.class);
    assertThat(check(OKTA)).isInstanceOf(SignedRequestVerifier.Verdict.Signed.class);
    clock.advance(Duration.ofMinutes(5));
    assertThatThrownBy(() -> check(OKTA)).isInstanceOf(TemporarilyUnavailable.class);
  }

  @Test
  void manyAtOnceAskOnce() throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<SignedRequestVerifier.Verdict> call = () -> check(OKTA);
      for (Future<SignedRequestVerifier.Verdict> one :
          threads.invokeAll(Stream.generate(() -> call).limit(50).toList())) {
        assertThat(one.get()).isInstanceOf(SignedRequestVerifier.Verdict.Signed.class);
      }
    }

    assertThat(oktas.questions()).isEqualTo(1);
  }

  @Test
  void whereNobodyMaySendEveryCallIsRefused() {
    JoseSignedRequestVerifier none = new JoseSignedRequestVerifier("", Map.of(), clock);

    assertThat(none.check(OKTA.sign(OKTA.header(), claims("aud", ""))))
        .isInstanceOf(SignedRequestVerifier.Verdict.Refused.class);
  }

  private JoseSignedRequestVerifier senders(Duration deadline) {
    return new JoseSignedRequestVerifier(
        HERE,
        Map.of(
            OKTA.issuer(), new JwksCache(oktas.address(), http, deadline, clock),
            ENTRA.issuer(), new JwksCache(entras.address(), http, deadline, clock)),
        clock);
  }

  private SignedRequestVerifier.Verdict check(SigningIssuer signingIssuer) {
    return check(senders, signingIssuer);
  }

  private SignedRequestVerifier.Verdict check(
      JoseSignedRequestVerifier by, SigningIssuer signingIssuer) {
    return by.check(
        signingIssuer.sign(signingIssuer.header(), signingIssuer.claims(HERE, clock.instant())));
  }

  private Map<String, Object> claims() {
    return OKTA.claims(HERE, clock.instant());
  }

  private Map<String, Object> claims(String name, Object value) {
    Map<String, Object> claims = claims();
    claims.put(name, value);
    return claims;
  }

  private static Map<String, Object> header(String name, Object value) {
    Map<String, Object> header = OKTA.header();
    header.put(name, value);
    return header;
  }

  private static String json(Map<String, Object> object) {
    return JsonUtil.toJson(object);
  }

  private static String encoded(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
