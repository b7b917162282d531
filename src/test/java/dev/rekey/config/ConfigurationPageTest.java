package dev.rekey.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.domain.settings.Setting;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `(rekey\\.[^`]+)` \\| `REKEY_.* \\| [^ |].*\\|$");

  @Test
  void thePageIsGeneratedFromTheSettingsTypes() throws IOException {
    boolean current =
        new ConfigurationPage().page().equals(Files.readString(ConfigurationPage.FILE));

    assertThat(current)
        .withFailMessage("docs/CONFIGURATION.md is stale: run bin/configuration-page")
        .isTrue();
  }

  @Test
  void everySettingHasARowWithAMeaning() throws IOException {
    Stream<String> mapped =
        ConfigMappings.getProperties(ConfigClass.configClass(Settings.class)).keySet().stream();
    Stream<String> changeable = Arrays.stream(Setting.values()).map(one -> "rekey." + one.key());
    Set<String> settings =
        Stream.concat(mapped, changeable)
            .map(name -> name.replace("[*]", ""))
            .collect(Collectors.toSet());

    assertThat(ROW.matcher(Files.readString(ConfigurationPage.FILE)).results())
        .extracting((MatchResult row) -> row.group(1).replaceAll("<\\w+>", "*"))
        .containsExactlyInAnyOrderElementsOf(settings);
  }
}
