package dev.rekey.application.port;

import dev.rekey.domain.reset.ResetRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The recorded requests whose mail is still to be written. None is ever lost: one that was claimed
/// and not settled comes back when its lease ends.
public interface ResetOutbox {
  /// Claims at most `most` requests that are due, for `lease`. No two callers hold the same one.
  List<Due> claim(int most, Duration lease);

  /// Waits until a request was recorded by this replica, at most `atMost`: then it is time to look
  /// for what others left.
  void await(Duration atMost) throws InterruptedException;

  /// Says how requests ended.
  void settle(List<Settled> settled);

  /// A claimed request.
  ///
  /// @param id its name in the outbox
  /// @param request what was asked for
  /// @param requestedAt when it was recorded
  /// @param attempts how often it was claimed, this time included
  /// @param audited whether the audit trail has it already
  record Due(long id, ResetRequest request, Instant requestedAt, int attempts, boolean audited) {}

  /// How a claimed request ended, or when it is tried again.
  sealed interface Settled {
    /// Its name in the outbox.
    long id();

    /// It needs no more work.
    record Done(long id, Outcome outcome) implements Settled {}

    /// It is due again after `pause`, and it is `audited` where the audit trail got it meanwhile.
    record Later(long id, Duration pause, boolean audited) implements Settled {}
  }

  /// How a request ended.
  enum Outcome {
    MAILED,
    /// Nobody to mail: no such account, or a disabled one.
    NO_ACCOUNT,
    /// The mail server refused the address for good.
    UNDELIVERABLE,
    /// No mail server took it for longer than is sensible.
    GAVE_UP
  }
}
