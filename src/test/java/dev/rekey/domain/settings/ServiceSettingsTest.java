package dev.rekey.domain.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.domain.reset.Protection;
import dev.rekey.domain.reset.RequestLimit;
import dev.rekey.domain.reset.ResetLimits;
import dev.rekey.fake.FixedSettings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "PROTECTION, BY_IP, BY_IP",
    "MAX_REQUESTS_PER_HOUR, 0, 0",
    "MAX_REQUESTS_PER_HOUR, 1000000, 1000000",
    "MAX_REQUESTS_PER_HOUR, 007, 7",
    "MIN_INTERVAL, PT0S, PT0S",
    "MIN_INTERVAL, PT600S, PT10M",
    "LINK_LIFETIME, P1D, PT24H",
    "LINK_LIFETIME, PT1S, PT1S",
    "LINK_LIFETIME, P366D, PT8784H",
    "LOCKOUT_TIME, PT0S, PT0S",
    "MINIMUM_LENGTH, 256, 256",
    "SPACES_ALLOWED, true, true"
  })
  void aValueThatFitsHasACanonicalText(Setting setting, String value, String canonical) {
    assertThat(setting.canonical(value)).contains(canonical);
    assertThat(setting.canonical(canonical)).contains(canonical);
  }

  @ParameterizedTest
  @CsvSource({
    "PROTECTION, by_ip",
    "PROTECTION, BOTH",
    "MAX_REQUESTS_PER_HOUR, -1",
    "MAX_REQUESTS_PER_HOUR, 1000001",
    "MAX_REQUESTS_PER_HOUR, 99999999999",
    "MAX_REQUESTS_PER_HOUR, 1.5",
    "MAX_REQUESTS_PER_HOUR, ''",
    "MIN_INTERVAL, 600",
    "MIN_INTERVAL, PT-1S",
    "MIN_INTERVAL, PT0.5S",
    "LINK_LIFETIME, PT0S",
    "LINK_LIFETIME, PT0.999S",
    "LINK_LIFETIME, P366DT1S",
    "LINK_LIFETIME, P1Y",
    "ACCESS_TOKEN_LIFETIME, PT0S",
    "MINIMUM_LENGTH, 0",
    "MINIMUM_LENGTH, 257",
    "MAXIMUM_LENGTH, 63",
    "MAXIMUM_LENGTH, 1025",
    "REQUIRED_CHARACTER_CLASSES, 0",
    "REQUIRED_CHARACTER_CLASSES, 5",
    "SPACES_ALLOWED, TRUE",
    "SPACES_ALLOWED, 1"
  })
  void aValueThatDoesNotFitIsRefusedByName(Setting setting, String value) {
    assertThat(setting.canonical(value)).isEmpty();
    assertThatThrownBy(() -> FixedSettings.DEFAULTS.with(Map.of(setting, value)))
        .isInstanceOfSatisfying(
            ServiceSettings.InvalidSetting.class,
            invalid -> assertThat(invalid.setting()).isEqualTo(setting));
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void everySettingIsFoundByItsNameAndHasToHaveAValue(Setting setting) {
    assertThat(Setting.named(setting.text())).contains(setting);
    assertThat(setting.key()).matches("[a-z]+(-[a-z]+)*");
    Map<Setting, String> all = new EnumMap<>(Setting.class);
    for (Setting one : Setting.values()) {
      all.put(one, FixedSettings.DEFAULTS.text(one));
    }
    all.remove(setting);
    assertThatThrownBy(() -> ServiceSettings.of(all))
        .isInstanceOf(ServiceSettings.InvalidSetting.class);
  }

  @Test
  void theGreatestLengthIsNotBelowTheLeast() {
    assertThatThrownBy(() ->
            FixedSettings.DEFAULTS.with(
                Map.of(Setting.MINIMUM_LENGTH, "129", Setting.MAXIMUM_LENGTH, "128")))
        .isInstanceOf(ServiceSettings.InvalidSetting.class);
    assertThat(
            FixedSettings.DEFAULTS
                .with(Map.of(Setting.MINIMUM_LENGTH, "128", Setting.MAXIMUM_LENGTH, "128"))
                .passwordPolicy()
                .maximumLength())
        .isEqualTo(128);
  }

  @Test
  void theDefaultsAreThoseOfTheContract() {
    ServiceSettings defaults = FixedSettings.DEFAULTS;

    assertThat(defaults.limits())
        .isEqualTo(
            new ResetLimits(
                Protection.BY_IP_AND_EMAIL,
                new RequestLimit(5, Duration.ofMinutes(10)),
                new RequestLimit(40, Duration.ZERO),
                new RequestLimit(5, Duration.ZERO)));
    assertThat(defaults.linkLifetime()).isEqualTo(Duration.ofHours(24));
    assertThat(defaults.accessTokenLifetime()).isEqualTo(Duration.ofHours(1));
    assertThat(defaults.lockout())
        .isEqualTo(new ServiceSettings.Lockout(10, Duration.ofMinutes(10)));
  }

  @Test
  void nothingLocksWithoutFailuresOrWithoutTime() {
    assertThat(new ServiceSettings.Lockout(0, Duration.ofMinutes(1)).inForce()).isFalse();
    assertThat(new ServiceSettings.Lockout(1, Duration.ZERO).inForce()).isFalse();
    assertThat(new ServiceSettings.Lockout(1, Duration.ofSeconds(1)).inForce()).isTrue();
  }
}
