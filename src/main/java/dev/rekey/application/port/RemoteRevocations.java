package dev.rekey.application.port;

import dev.rekey.domain.Origin;
import dev.rekey.domain.customer.CustomerId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/// What remote token stores have still to be told. What is recorded within a unit of work is
/// durable with it, and none is ever lost: one that was claimed and not settled comes back when its
/// lease ends.
public interface RemoteRevocations {
  /// Records that each of `stores` has to be told of `customer`. Where one has still to be told of
  /// an earlier wish, it is told of both at once: a claim that is held counts no more, since it may
  /// have been told before this wish. The caller holds the customer's lock.
  ///
  /// @param headStart how long it is left to whoever recorded it ([#claimOf]) before it is due for
  ///   everybody
  void record(CustomerId customer, Origin origin, Collection<String> stores, Duration headStart);

  /// Claims at most `most` that are due at `store`, longest due first, for `lease`. No two callers
  /// hold the same one.
  List<Due> claim(String store, int most, Duration lease);

  /// Claims those of `customer` that were never claimed or are due, for `lease`.
  List<Due> claimOf(CustomerId customer, Duration lease);

  /// The stores that have not agreed to a revocation of `customer` yet.
  Set<String> pending(CustomerId customer);

  /// Says how a claim ended. False where another one holds it since, or it was settled before.
  boolean settle(Due due, Settled settled);

  /// A claimed revocation.
  ///
  /// @param id its name
  /// @param store who has to be told
  /// @param customer whose tokens end
  /// @param origin by whose wish
  /// @param claim names this claim among all of it
  /// @param attempts how often it was claimed, this time included
  /// @param told whether the store agreed before, and is told once more
  record Due(
      long id,
      String store,
      CustomerId customer,
      Origin origin,
      long claim,
      int attempts,
      boolean told) {}

  /// How a claim ends.
  sealed interface Settled {
    /// The store agreed, and has to be told no more.
    record Told() implements Settled {}

    /// The store agreed, and is told once more after `pause`.
    record ToldFirst(Duration pause) implements Settled {}

    /// The store is told after `pause`.
    record Later(Duration pause) implements Settled {}
  }
}
