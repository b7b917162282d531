package dev.rekey.application.port.reset;

import dev.rekey.domain.KebabCase;
import dev.rekey.domain.reset.ResetRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Stores the recorded reset requests until their mails are sent. A request that was claimed but
/// not settled becomes due again when its lease ends.
public interface ResetOutbox {
  /// Records a request within the caller's unit of work. It is due at the commit.
  void record(ResetRequest.AfterDispute request);

  /// Claims at most `most` due requests for `lease`. No two callers hold the same one.
  List<Due> claim(int most, Duration lease);

  /// Waits until this replica records a request, or until the poll interval `atMost` ends.
  void await(Duration atMost) throws InterruptedException;

  /// Settles claimed requests and returns the ids of those that changed. A request that is done
  /// stays done. A caller that lost its claim cannot postpone the request, but it can still report
  /// the mail as sent.
  Set<Long> settle(List<Settled> settled);

  /// A claimed request.
  ///
  /// @param id its id in the outbox
  /// @param request the request
  /// @param requestedAt the instant of the request, by the database's clock
  /// @param claimedAt the instant of the claim, by the database's clock
  /// @param attempts the number of claims, this one included
  /// @param unclear the number of attempts whose mail may have been accepted
  /// @param audited whether the audit trail contains the request
  record Due(
      long id,
      ResetRequest request,
      Instant requestedAt,
      Instant claimedAt,
      int attempts,
      int unclear,
      boolean audited) {}

  /// The result of a claimed request.
  sealed interface Settled {
    /// The claim that ends.
    Due due();

    /// The id of the request.
    default long id() {
      return due().id();
    }

    /// The request needs no more work.
    record Done(Due due, Outcome outcome) implements Settled {}

    /// No mail was sent. The request is due again after `pause`.
    record Later(Due due, Duration pause) implements Settled {}

    /// The mail server postponed the mail, and the request is audited. It is due again after
    /// `pause`.
    record Postponed(Due due, Duration pause) implements Settled {}

    /// The mail may have been accepted, and the request is audited. It is due again after `pause`.
    record Unknown(Due due, Duration pause) implements Settled {}
  }

  /// The outcome of a request.
  enum Outcome implements KebabCase {
    MAILED,
    /// No mail is sent: the account does not exist, is disabled or has no email address.
    NO_ACCOUNT,
    /// The mail server rejected the address permanently.
    UNDELIVERABLE,
    /// The retries were exhausted.
    ABANDONED
  }
}
