package dev.rekey.adapter.in.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogoImageTest {
  private static final String SVG = "<svg xmlns=\"http://www.w3.org/2000/svg\" ";

  @ParameterizedTest
  @CsvSource({
    "image/png, png, iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    "image/webp, webp, UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA",
    "image/webp, webp, UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA=="
  })
  void aPictureIsKnownByWhatItHolds(String mediaType, String extension, String base64) {
    LogoImage logoImage = LogoImage.of(Base64.getDecoder().decode(base64));

    assertThat(logoImage.mediaType()).isEqualTo(mediaType);
    assertThat(logoImage.extension()).isEqualTo(extension);
  }

  @ParameterizedTest
  @ValueSource(strings = {"width='120' height='40'/>", "viewBox='0,0,120.2,39.9'><g/></svg>"})
  void aDrawingIsAPicture(String rest) {
    LogoImage logoImage = LogoImage.of(("<?xml version='1.0'?>" + SVG + rest).getBytes(UTF_8));

    assertThat(logoImage.mediaType()).isEqualTo("image/svg+xml");
    assertThat(logoImage.extension()).isEqualTo("svg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "GIF89a0000000000000000000000000000",
        "RIFF0000WAVEfmt 0000000000000000",
        "RIFF0000",
        "<html></html>",
        "<svg width='1' height='1'/>",
        SVG + "width='120' height='40'>",
        "<!DOCTYPE svg [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>"
            + SVG
            + "width='1' height='1'>&e;</svg>"
      })
  void whatIsNoPictureIsRefused(String content) {
    assertThatThrownBy(() -> LogoImage.of(content.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("names a file that is no SVG, PNG or WebP image");
  }

  @Test
  void theStyleSheetKnowsTheHeightBeforeALogoIsLoaded() throws IOException {
    assertThat(Files.readString(Path.of("src/main/resources/pages/rekey.css")))
        .containsPattern("\\.logo \\{[^}]* height: [0-9.]+rem;");
  }

  @Test
  void aFileThatIsNotThereOrTooLargeIsRefused(@TempDir Path directory) throws IOException {
    Path large = Files.write(directory.resolve("large.svg"), new byte[64 * 1024 + 1]);

    assertThatThrownBy(() -> LogoImage.read(directory.resolve("none.svg")))
        .hasMessage("names a file that can't be read");
    assertThatThrownBy(() -> LogoImage.read(directory))
        .hasMessage("names a file that can't be read");
    assertThatThrownBy(() -> LogoImage.read(large))
        .hasMessage("names an image that is larger than 64 KiB");
  }
}
