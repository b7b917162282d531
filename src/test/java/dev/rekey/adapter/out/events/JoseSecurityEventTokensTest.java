package dev.rekey.adapter.out.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rekey.application.port.securityevent.SecurityEventDeliveries.Delivery;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries.Event;
import dev.rekey.application.port.securityevent.SecurityEventStreams;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Stream;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.customer.SubjectFormat;
import dev.rekey.local.fixture.Receiver;
import dev.rekey.local.stack.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Security event tokens, read with another library than the one that they are made with.
class JoseSecurityEventTokensTest {
  private static final URI ISSUER = URI.create("https://rekey.shop.example");
  private static final Stream STREAM =
      new Stream(
          new UUID(1, 2),
          "owner",
          new SecurityEventStreams.StreamConfiguration(
              "https://receiver.example", null, Set.of(), new SecurityEventStreams.Delivery.Poll()),
          SecurityEventStreams.Status.ENABLED,
          null);

  @TempDir private static Path folder;
  private static Path first;
  private static Path second;

  @BeforeAll
  static void makeKeys() {
    first = SigningKey.make(folder.resolve("first.pem"));
    second = SigningKey.make(folder.resolve("second.pem"));
  }

  @Test
  void whatAnEarlierKeySignedIsStillCheckedAfterTheRotation() {
    String before = tokens(first).token(STREAM, delivery());
    JoseSecurityEventTokens announced = tokens(first, second);
    JoseSecurityEventTokens rotated = tokens(second, first);
    JoseSecurityEventTokens kept = tokens(second, publicOf(first));
    String after = rotated.token(STREAM, delivery());

    for (JoseSecurityEventTokens published : List.of(announced, rotated, kept)) {
      assertThat(Receiver.check(before, published.keys()).jti()).isEqualTo(delivery().jti() + "");
      assertThat(Receiver.check(after, published.keys()).jti()).isEqualTo(delivery().jti() + "");
    }
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Receiver.check(after, tokens(first).keys()))
        .withMessageContaining("no such key");
  }

  @Test
  void whatIsDeliveredTwiceIsTheSameTwice() {
    assertThat(tokens(first).token(STREAM, delivery()))
        .isEqualTo(tokens(first).token(STREAM, delivery()));
  }

  @Test
  void noPrivateKeyIsPublished() {
    assertThat(tokens(first, second).keys())
        .contains("\"n\":")
        .doesNotContain("\"d\":", "\"p\":", "\"q\":", "\"dp\":");
  }

  @Test
  void aTokenThatSomebodyChangedIsRefused() {
    String token = tokens(first).token(STREAM, delivery());
    String forged = tokens(second).token(STREAM, delivery());
    String mixed =
        token.substring(0, token.lastIndexOf('.')) + forged.substring(forged.lastIndexOf('.'));

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> Receiver.check(mixed, tokens(first).keys()))
        .withMessageContaining("a forged signature");
  }

  @Test
  void theCustomerIsNamedAsConfigured() {
    assertThat(subject(SubjectFormat.ISS_SUB, "maria@example.com"))
        .containsOnly(
            Map.entry("format", "iss_sub"),
            Map.entry("iss", ISSUER.toString()),
            Map.entry("sub", "c-1"));
    assertThat(subject(SubjectFormat.OPAQUE, "maria@example.com"))
        .containsOnly(Map.entry("format", "opaque"), Map.entry("id", "c-1"));
    assertThat(subject(SubjectFormat.EMAIL, "maria@example.com"))
        .containsOnly(Map.entry("format", "email"), Map.entry("email", "maria@example.com"));
    assertThat(subject(SubjectFormat.EMAIL, null)).containsEntry("format", "iss_sub");
  }

  @Test
  void aVerificationWithoutAStateSaysNothing() {
    Delivery verification =
        new Delivery(new UUID(3, 4), new Event.Verification(null), Instant.EPOCH, 1, 0);

    Receiver.Event event =
        Receiver.check(tokens(first).token(STREAM, verification), tokens(first).keys());

    assertThat(event.member()).isEmpty();
    assertThat(event.txn()).isNull();
  }

  @Test
  void whatIsNoKeyToSignWithIsRefused() throws IOException {
    Path nonsense = Files.writeString(folder.resolve("nonsense.pem"), "nonsense");
    Path damaged =
        Files.writeString(
            folder.resolve("damaged.pem"),
            "-----BEGIN %1$s-----\nAAAA\n-----END %1$s-----\n".formatted("PRIVATE KEY"));
    Path weak = SigningKey.make(folder.resolve("weak.pem"), 1024);

    for (Path wrong : List.of(nonsense, damaged, weak, publicOf(first), folder.resolve("none"))) {
      assertThatIllegalArgumentException()
          .as("%s", wrong.getFileName())
          .isThrownBy(() -> SigningKeys.read(List.of(wrong)))
          .withMessageContaining(String.valueOf(wrong.getFileName()));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> SigningKeys.read(List.of(first, weak)));
  }

  private static Map<String, Object> subject(SubjectFormat format, @Nullable String email) {
    JoseSecurityEventTokens tokens =
        new JoseSecurityEventTokens(ISSUER, format, SigningKeys.read(List.of(first)));
    return Receiver.check(tokens.token(STREAM, delivery(email)), tokens.keys()).subject();
  }

  private static JoseSecurityEventTokens tokens(Path... keys) {
    return new JoseSecurityEventTokens(
        ISSUER, SubjectFormat.ISS_SUB, SigningKeys.read(List.of(keys)));
  }

  private static Path publicOf(Path key) {
    return key.resolveSibling(key.getFileName() + ".pub");
  }

  private static Delivery delivery() {
    return delivery(null);
  }

  private static Delivery delivery(@Nullable String email) {
    return new Delivery(
        new UUID(3, 4),
        new Event.Happened(
            new UUID(5, 6),
            SecurityEvents.Type.CREDENTIAL_CHANGE,
            new CustomerId("c-1"),
            email == null ? null : EmailAddress.parse(email).orElseThrow(),
            Instant.parse("2026-01-01T00:00:00Z"),
            SecurityEvents.Initiator.USER),
        Instant.parse("2026-01-01T00:00:01Z"),
        1,
        0);
  }
}
