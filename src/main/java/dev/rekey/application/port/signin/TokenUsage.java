package dev.rekey.application.port.signin;

import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.revocation.OAuthToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Records the last use of tokens and its client address, which reveals a stolen token.
///
/// A call never waits, never fails and holds no lock. A use is recorded asynchronously, at most
/// once in [#RESOLUTION], and dropped under overload.
public interface TokenUsage {
  /// The resolution: a use within this time after a recorded one is not recorded.
  Duration RESOLUTION = Duration.ofMinutes(1);

  /// Records a use of `token`, which was just read.
  ///
  /// @param from the client address; null if it is unknown
  void used(OAuthToken token, @Nullable ClientAddress from);
}
