package dev.rekey.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.domain.password.Password;
import dev.rekey.domain.password.PasswordHash;
import dev.rekey.domain.reset.ResetToken;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.property.RandomInputs;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {
  private static final String ZEROES = "A".repeat(43);

  @Test
  void theCanonicalSpellingIsTaken() {
    assertThat(Secret.parse(ZEROES)).map(Secret::reveal).contains(ZEROES);
    assertThat(Secret.parse("-_".repeat(21) + "8")).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "A",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAA AAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAA+AAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAA/AAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAA\nAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAA\u0141AAAAAAAAAAAAAAAAAAAAA",
        "\uFF21AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void anyOtherSpellingIsNone(String text) {
    assertThat(Secret.parse(text)).isEmpty();
    assertThat(ResetToken.parse(text)).isEmpty();
    assertThat(AccessToken.parse(text)).isEmpty();
  }

  @Test
  void whatIsRevealedIsReadBackAsTheSame() {
    RandomInputs.check(inputs -> {
      Secret secret = Secret.of(inputs.octets(32, 32));

      assertThat(Secret.parse(secret.reveal()).map(Secret::digest)).contains(secret.digest());
    });
  }

  @Test
  void nothingPrintsASecret() {
    Secret secret = Secret.parse(ZEROES).orElseThrow();

    assertThat(secret).hasToString("[secret]");
    assertThat(new ResetToken(secret)).hasToString("ResetToken[redacted]");
    assertThat(new AccessToken(secret)).hasToString("AccessToken[redacted]");
    assertThat(Password.of("opensesame")).hasToString("[password]");
    assertThat(new PasswordHash("$argon2id$")).hasToString("[password hash]");
    assertThat(secret.digest().toString()).hasSize(9).endsWith("…");
  }

  @Test
  void aSecretHasExactly32Octets() {
    assertThatThrownBy(() -> Secret.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Secret.of(new byte[33])).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aDigestIsTheSha256OfTheText() {
    assertThat(HexFormat.of().formatHex(Digest.of("abc").octets()))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void aDigestKeepsItsOctetsToItself() {
    byte[] octets = Digest.of("abc").octets();
    Digest restored = Digest.restore(octets);
    Arrays.fill(octets, (byte) 0);
    Arrays.fill(restored.octets(), (byte) 0);

    assertThat(restored).isEqualTo(Digest.of("abc")).hasSameHashCodeAs(Digest.of("abc"));
    assertThat(restored).isNotEqualTo(Digest.of("abd"));
    assertThatThrownBy(() -> Digest.restore(new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void digestsAreInTheOrderOfTheirUnsignedOctets() {
    byte[] low = new byte[32];
    byte[] high = new byte[32];
    low[0] = 0x7F;
    high[0] = (byte) 0x80;

    assertThat(Digest.restore(low)).isLessThan(Digest.restore(high));
  }
}
