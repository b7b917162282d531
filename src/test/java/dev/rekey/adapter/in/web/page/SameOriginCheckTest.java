package dev.rekey.adapter.in.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SameOriginCheckTest {
  private static final Set<String> OWN = Set.of("https://shop.example");

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "https://shop.example, same-origin, true",
        "https://shop.example, -, true",
        "-, same-origin, true",
        "-, -, false",
        "null, -, false",
        "null, same-origin, true",
        "null, cross-site, false",
        "https://shop.example, same-site, false",
        "https://shop.example, cross-site, false",
        "https://shop.example, none, false",
        "-, cross-site, false",
        "https://evil.example, -, false",
        "https://evil.example, same-origin, false",
        "http://shop.example, same-origin, false",
        "https://shop.example:444, same-origin, false",
        "https://shop.example.evil.example, same-origin, false",
      })
  void onlyOurOwnPagesPass(@Nullable String origin, @Nullable String fetchSite, boolean passes) {
    assertThat(SameOriginCheck.holds(origin, fetchSite, OWN)).isEqualTo(passes);
  }

  @Test
  void anOriginIsWrittenAsBrowsersWriteIt() {
    assertThat(SameOriginCheck.of(URI.create("https://Shop.example:443/reset-password")))
        .isEqualTo("https://shop.example");
    assertThat(SameOriginCheck.of(URI.create("http://localhost:8080/reset-password")))
        .isEqualTo("http://localhost:8080");
  }
}
