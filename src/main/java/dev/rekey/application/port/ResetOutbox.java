package dev.rekey.application.port;

import dev.rekey.domain.reset.ResetRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// The recorded requests whose mail is still to be written. None is ever lost: one that was claimed
/// and not settled comes back when its lease ends.
public interface ResetOutbox {
  /// Records a request within the caller's unit of work, to be due with it.
  void record(ResetRequest.AfterDispute request);

  /// Claims at most `most` requests that are due, for `lease`. No two callers hold the same one.
  List<Due> claim(int most, Duration lease);

  /// Waits until a request was recorded by this replica, at most `atMost`: then it is time to look
  /// for what others left.
  void await(Duration atMost) throws InterruptedException;

  /// Says how claimed requests ended, and answers the names of those that it is news of: one that
  /// is done stays so, and who lost a claim, because its lease ended, can't move when the next
  /// holder's ends. That its mail went out is news all the same.
  Set<Long> settle(List<Settled> settled);

  /// A claimed request.
  ///
  /// @param id its name in the outbox
  /// @param request what was asked for
  /// @param requestedAt when it was recorded
  /// @param claimedAt when it was claimed, by the same clock, which no replica's own can put wrong
  /// @param attempts how often it was claimed, this time included
  /// @param unclear how often its mail may have been taken
  /// @param audited whether the audit trail has it already
  record Due(
      long id,
      ResetRequest request,
      Instant requestedAt,
      Instant claimedAt,
      int attempts,
      int unclear,
      boolean audited) {}

  /// How a claimed request ended, or when it is tried again.
  sealed interface Settled {
    /// The claim that ends with this.
    Due due();

    /// Its name in the outbox.
    default long id() {
      return due().id();
    }

    /// It needs no more work.
    record Done(Due due, Outcome outcome) implements Settled {}

    /// Its mail was not tried. It is due again after `pause`.
    record Later(Due due, Duration pause) implements Settled {}

    /// Its mail was tried, and the audit trail has it. It is due again after `pause`.
    record Postponed(Due due, Duration pause) implements Settled {}

    /// Its mail was tried and may have been taken, and the audit trail has it. It is due again
    /// after `pause`.
    record Unclear(Due due, Duration pause) implements Settled {}
  }

  /// How a request ended.
  enum Outcome {
    MAILED,
    /// Nobody to mail: no such account, a disabled one, or one without an address.
    NO_ACCOUNT,
    /// The mail server refused the address for good.
    UNDELIVERABLE,
    /// No mail server took it for longer than is sensible.
    GAVE_UP
  }
}
