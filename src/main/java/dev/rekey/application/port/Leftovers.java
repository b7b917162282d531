package dev.rekey.application.port;

import java.time.Duration;

/// What has been kept for longer than it is of use.
public interface Leftovers {
  /// Removes at most `most` things of one kind that ended longer than `keep` ago, and answers how
  /// many that were. What somebody else is working on is left for another time.
  int remove(Kind kind, Duration keep, int most);

  /// What is removed.
  enum Kind {
    /// Windows of requests, of no use an hour after the last request.
    REQUEST_WINDOWS,
    /// Failures of addresses that nobody tries any more.
    SIGN_IN_ATTEMPTS,
    RESET_REQUESTS,
    RESET_TOKENS,
    DISPUTE_TOKENS,
    OAUTH_TOKENS,
    AUDIT_EVENTS,
    SECURITY_EVENTS,
    /// Events that no receiver took or fetched.
    SECURITY_EVENT_DELIVERIES,
    /// Force sign-ins of many, with the lists that they were for.
    FORCE_SIGN_INS,
    /// Revocations that other token stores have agreed to.
    REMOTE_REVOCATIONS,
    /// Calls whose signatures stopped counting.
    SPENT_CALLS
  }
}
