package dev.rekey.adapter.in.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.domain.store.Colour;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StoreStylesheetTest {

  @Test
  void aStoresColoursAreShadesThatCanBeReadInTheLightAndInTheDark() {
    assertThat(StoreStylesheet.of(new Colour(0xff, 0xd4, 0), new Colour(0x10, 0x20, 0x30)))
        .matches(
            ":root\\{--accent:#[0-9a-f]{6};--button:#ffd400;--on-button:#000000;"
                + "--band:#102030;--on-band:#ffffff;}"
                + "@media \\(prefers-color-scheme:dark\\)\\{:root\\{--accent:#ffd400;}}")
        .doesNotStartWith(":root{--accent:#ffd400");
  }

  @Test
  void aStoreWithoutAHeaderOfItsOwnSaysNothingOfIt() {
    assertThat(StoreStylesheet.of(Colour.BLACK, null)).doesNotContain("--band");
  }

  /// What shades are made for is what they stand on: the worse of page and card in either light.
  @Test
  void theBackgroundsAreThoseOfTheStyleOfAllPages() throws IOException {
    String css = Files.readString(Path.of("src/main/resources/pages/rekey.css"));

    assertThat(css).contains("--page: " + StoreStylesheet.LIGHT);
    assertThat(css).contains("--card: " + StoreStylesheet.DARK);
    assertThat(css).doesNotContain("url(", "@import", "http");
  }
}
