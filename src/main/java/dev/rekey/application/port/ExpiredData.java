package dev.rekey.application.port;

import java.time.Duration;

/// Purges expired data.
public interface ExpiredData {
  /// Purges at most `most` rows of one kind that expired longer than `keep` ago and returns their
  /// number. Locked rows are skipped.
  int remove(Kind kind, Duration keep, int most);

  /// A kind of expired data.
  enum Kind {
    /// Sliding windows of the rate limits, unused one hour after the last request.
    REQUEST_WINDOWS,
    /// Failed sign-in attempts by email address. Those with a pause are kept for
    /// [ServiceSettings.Lockout#PAUSES_KEPT], so that the next pause is longer.
    SIGN_IN_ATTEMPTS,
    /// Devices that were not used.
    KNOWN_DEVICES,
    /// Failed sign-ins of addresses without an account, one by one. They become one audit event
    /// with a count for each hour.
    UNKNOWN_SIGN_IN_FAILURES,
    RESET_REQUESTS,
    RESET_TOKENS,
    DISPUTE_TOKENS,
    OAUTH_TOKENS,
    AUDIT_EVENTS,
    SECURITY_EVENTS,
    /// Events that no receiver acknowledged.
    SECURITY_EVENT_DELIVERIES,
    /// Force sign-in jobs with their lists of customers.
    FORCE_SIGN_INS,
    /// Revocations that remote authorization servers have acknowledged.
    REMOTE_REVOCATIONS,
    /// Consumed signed requests whose signatures have expired.
    CONSUMED_TOKEN_IDS
  }
}
