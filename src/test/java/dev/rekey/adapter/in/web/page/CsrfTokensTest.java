package dev.rekey.adapter.in.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.domain.Secret;
import org.junit.jupiter.api.Test;

class CsrfTokensTest {
  private static final Secret BROWSER = secret(1);

  @Test
  void aTokenIsGoodForTheBrowserAndTheSignInThatItWasMadeFor() {
    String token = CsrfTokens.token(BROWSER, "sign-in");

    assertThat(CsrfTokens.matches(token, BROWSER, "sign-in")).isTrue();
    assertThat(CsrfTokens.matches(token, BROWSER, "")).isFalse();
    assertThat(CsrfTokens.matches(token, BROWSER, "another")).isFalse();
    assertThat(CsrfTokens.matches(token, secret(2), "sign-in")).isFalse();
    assertThat(CsrfTokens.matches("", BROWSER, "sign-in")).isFalse();
  }

  @Test
  void aTokenTellsNothingOfTheSecretThatItWasMadeWith() {
    assertThat(CsrfTokens.token(BROWSER, "")).hasSize(43).isNotEqualTo(BROWSER.reveal());
  }

  private static Secret secret(int first) {
    byte[] octets = new byte[Secret.OCTETS];
    octets[0] = (byte) first;
    return Secret.of(octets);
  }
}
