package dev.rekey.domain;

import java.time.Duration;

/// How long durable background work is claimed for and when it is retried.
///
/// @param lease how long a claim holds; another replica takes over when it ends
/// @param mailTimeout how long a mail waits for a connection to the mail server, and then for its
///   answer
/// @param retryDelay the delay before the first retry; later ones grow
public record OutboxSettings(Duration lease, Duration mailTimeout, Duration retryDelay) {

  /// The longest time that one attempt to send a mail takes.
  public Duration longestMail() {
    return mailTimeout.multipliedBy(2);
  }

  /// No mail is started later than this after its claim, since the claim could end during it.
  public Duration mailStartsWithin() {
    return lease.minus(longestMail());
  }

  /// Delays that double up to `longest`.
  public Backoff doublingUpTo(Duration longest) {
    return Backoff.doubling(retryDelay, longest);
  }
}
