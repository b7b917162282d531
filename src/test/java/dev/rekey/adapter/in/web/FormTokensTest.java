package dev.rekey.adapter.in.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.domain.Secret;
import org.junit.jupiter.api.Test;

class FormTokensTest {
  private static final Secret BROWSER = secret(1);

  @Test
  void aTokenIsGoodForTheBrowserAndTheSignInThatItWasMadeFor() {
    String token = FormTokens.token(BROWSER, "sign-in");

    assertThat(FormTokens.matches(token, BROWSER, "sign-in")).isTrue();
    assertThat(FormTokens.matches(token, BROWSER, "")).isFalse();
    assertThat(FormTokens.matches(token, BROWSER, "another")).isFalse();
    assertThat(FormTokens.matches(token, secret(2), "sign-in")).isFalse();
    assertThat(FormTokens.matches("", BROWSER, "sign-in")).isFalse();
  }

  @Test
  void aTokenTellsNothingOfTheSecretThatItWasMadeWith() {
    assertThat(FormTokens.token(BROWSER, "")).hasSize(43).isNotEqualTo(BROWSER.reveal());
  }

  private static Secret secret(int first) {
    byte[] octets = new byte[Secret.OCTETS];
    octets[0] = (byte) first;
    return Secret.of(octets);
  }
}
