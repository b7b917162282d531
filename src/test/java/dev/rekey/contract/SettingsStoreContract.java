package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.settings.Setting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What [SettingsStore] promises.
public abstract class SettingsStoreContract extends Contract {
  @Test
  void whatNobodyChangedIsTheDefault() {
    assertThat(unit(() -> change(Map.of())).text(Setting.MINIMUM_LENGTH)).isEqualTo("6");
    assertThat(unit(() -> change(Map.of())).linkLifetime()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void aChangeHoldsWithinFiveSecondsAndChangesNothingElse() {
    ServiceSettings changed =
        unit(() ->
            change(
                Map.of(
                    Setting.MINIMUM_LENGTH, Optional.of("12"),
                    Setting.LINK_LIFETIME, Optional.of("PT30M"))));

    assertThat(changed.text(Setting.MINIMUM_LENGTH)).isEqualTo("12");
    assertThat(changed.text(Setting.LOCKOUT_FAILURES)).isEqualTo("10");
    awaitCurrent(Setting.MINIMUM_LENGTH, "12");
    awaitCurrent(Setting.LINK_LIFETIME, "PT30M");
  }

  @Test
  void anEmptyValueTakesASettingBackToItsDefault() {
    unit(() -> change(Map.of(Setting.MINIMUM_LENGTH, Optional.of("12"))));

    unit(() -> change(Map.of(Setting.MINIMUM_LENGTH, Optional.empty())));

    awaitCurrent(Setting.MINIMUM_LENGTH, "6");
  }

  @Test
  void oneValueThatDoesNotFitKeepsAllFromChanging() {
    assertThatThrownBy(() ->
            unit(() ->
                change(
                    Map.of(
                        Setting.LOCKOUT_FAILURES, Optional.of("3"),
                        Setting.MINIMUM_LENGTH, Optional.of("0")))))
        .isInstanceOfSatisfying(
            ServiceSettings.InvalidSetting.class,
            invalid -> assertThat(invalid.setting()).isEqualTo(Setting.MINIMUM_LENGTH));

    assertThat(unit(() -> change(Map.of())).text(Setting.LOCKOUT_FAILURES)).isEqualTo("10");
  }

  @Test
  void aValueThatDoesNotGoWithAnotherIsRefused() {
    unit(() -> change(Map.of(Setting.MINIMUM_LENGTH, Optional.of("200"))));

    assertThatThrownBy(() -> unit(() -> change(Map.of(Setting.MAXIMUM_LENGTH, Optional.of("128")))))
        .isInstanceOf(ServiceSettings.InvalidSetting.class);
  }

  @Test
  void aChangeThatIsUndoneHoldsNowhere() {
    try {
      unit(() -> {
        change(Map.of(Setting.LOCKOUT_FAILURES, Optional.of("3")));
        throw new IllegalStateException("the event could not be stored");
      });
    } catch (IllegalStateException undone) {
      assertThat(undone).hasMessage("the event could not be stored");
    }

    assertThat(unit(() -> change(Map.of())).text(Setting.LOCKOUT_FAILURES)).isEqualTo("10");
    assertThat(ports().settings().current().text(Setting.LOCKOUT_FAILURES)).isEqualTo("10");
  }

  @Test
  void changesOfDifferentSettingsAtOnceAllHold() {
    List<Setting> settings =
        List.of(
            Setting.MAX_REQUESTS_PER_HOUR,
            Setting.MAX_REQUESTS_PER_HOUR_PER_IP,
            Setting.ADMIN_MAX_REQUESTS_PER_HOUR,
            Setting.LOCKOUT_FAILURES);

    Race.of(
        settings.size(), i -> () -> unit(() -> change(Map.of(settings.get(i), Optional.of("17")))));

    ServiceSettings all = unit(() -> change(Map.of()));
    assertThat(settings).allMatch(setting -> all.text(setting).equals("17"));
  }

  private ServiceSettings change(Map<Setting, Optional<String>> changes) {
    return ports().settings().change(changes);
  }

  private void awaitCurrent(Setting setting, String value) {
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> ports().settings().current().text(setting).equals(value));
  }
}
