package dev.rekey;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// What can be configured of the links with which customers dispute a change of their password.
@ConfigMapping(prefix = "rekey.disputes")
public interface DisputeSettings {
  /// How long such a link works: a week, since the mail may be read late.
  @WithDefault("P7D")
  Duration lifetime();
}
