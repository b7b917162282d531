package dev.rekey.config;

import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Links with which customers dispute a password change.
public interface DisputeSettings {
  /// How long such a link works. The default is a week, since the mail may be read late.
  @WithDefault("P7D")
  @Range(min = "PT1S", max = "P366D")
  Duration lifetime();
}
