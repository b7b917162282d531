package dev.rekey.application.port.revocation;

import dev.rekey.domain.Actor;
import dev.rekey.domain.customer.CustomerId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// Stores the notifications that remote authorization servers have not acknowledged. A notification
/// recorded within a unit of work commits with it. One that was claimed but not settled becomes due
/// again when its lease ends.
public interface RemoteRevocations {
  /// Records that each of `servers` has to be notified of `customer`. A pending notification is
  /// merged with the new one and its claim ends, because the server may have been called before
  /// this revocation. The caller holds the customer's lock.
  ///
  /// @param initialDelay the initial delay before [#claim] returns it; [#claimOf] returns it at
  ///   once
  void record(CustomerId customer, Actor origin, Collection<String> servers, Duration initialDelay);

  /// Claims at most `most` due notifications of `server` for `lease`, the longest due first. No two
  /// callers hold the same one.
  List<Due> claim(String server, int most, Duration lease);

  /// Claims the notifications of `customer` for `lease` that were never claimed or are due.
  List<Due> claimOf(CustomerId customer, Duration lease);

  /// Returns the servers that have not acknowledged the revocation of `customer`.
  Set<String> pending(CustomerId customer);

  /// Settles a claim. Returns false if the claim was lost or settled before.
  boolean settle(Due due, Settled settled);

  /// A claimed notification.
  ///
  /// @param id its id
  /// @param server the name of the server to notify
  /// @param customer the customer whose tokens are revoked
  /// @param origin the actor that revoked them
  /// @param claim the number of this claim
  /// @param attempts the number of claims, this one included
  /// @param acknowledged whether the server acknowledged before and is notified once more
  record Due(
      long id,
      String server,
      CustomerId customer,
      Actor origin,
      long claim,
      int attempts,
      boolean acknowledged) {}

  /// The result of a claim.
  sealed interface Settled {
    /// The server acknowledged and needs no further call.
    record Acknowledged() implements Settled {}

    /// The server acknowledged and is notified once more after `pause`.
    record AcknowledgedFirst(Duration pause) implements Settled {}

    /// The notification is retried after `pause`.
    record Later(Duration pause) implements Settled {}
  }
}
