package dev.rekey.application.port;

import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.revocation.OAuthToken;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Notes when and from where tokens were used, for those who look for a stranger among them.
///
/// It is told of every use and is in nobody's way: it never waits, never fails and keeps no lock.
/// It is no record of every call: a use is noted at most once in [#COARSENESS], a moment later, and
/// dropped where more come than can be kept.
public interface TokenUses {
  /// Uses this soon after one that was noted are not.
  Duration COARSENESS = Duration.ofMinutes(1);

  /// Notes that `token`, as it was just read, is used now.
  ///
  /// @param from null where it is not known where the one is who shows it
  void used(OAuthToken token, @Nullable ClientAddress from);
}
