package dev.rekey.application.port;

import dev.rekey.domain.Digest;
import dev.rekey.domain.Origin;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.revocation.ForceSignInProgress;
import dev.rekey.domain.revocation.ForceSignInTarget;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Force sign-ins of many customers: which were begun, and how far each has come. A recorded one is
/// surely performed; nothing else has to remember it.
public interface ForceSignInJobs {
  /// Records a job, unless one was begun with the same key. Of any number of callers at once
  /// exactly one begins it.
  ///
  /// @param key the caller's own name for it; null where there is none
  Begun begin(ForceSignInTarget target, Origin origin, @Nullable Digest key);

  /// Counts at most `most` more customers of a store that is not counted to its end.
  void count(UUID job, int most);

  /// How far a job has come, with no more than `mostFailed` of those that failed.
  Optional<ForceSignInProgress> find(UUID job, int mostFailed);

  /// Jobs that are not finished, oldest first.
  List<UUID> unfinished(int most);

  /// A job that is not finished, held until the unit of work ends: nobody else moves it meanwhile.
  Optional<Running> lock(UUID job);

  /// Moves the look-up of a store's customers on. The caller holds the job.
  ///
  /// @param to the place behind which it goes on; null where all were looked up
  void lookedUp(UUID job, Customers.@Nullable Position to);

  /// The next customers of a job, in the order of their ids. Those of a list may not exist.
  List<CustomerId> next(Running job, int most);

  /// Moves a job on. The caller holds it.
  void advance(UUID job, Step step);

  /// What became of a wish for a job.
  sealed interface Begun {
    /// It is a new one.
    record Started(UUID id) implements Begun {}

    /// The same caller asked for the same before.
    record Repeated(UUID id) implements Begun {}

    /// The same caller asked for something else with the same key.
    record KeyReused() implements Begun {}
  }

  /// A job that is held.
  ///
  /// @param store whose customers it is for; null where it is for a list
  /// @param origin who asked for it
  /// @param after the last customer that was dealt with; null at the beginning
  /// @param counted whether it is known how many customers it is for
  /// @param lookUp how far those of a store were looked up with whoever keeps the accounts
  record Running(
      UUID id,
      @Nullable StoreId store,
      Origin origin,
      @Nullable CustomerId after,
      boolean counted,
      LookUp lookUp) {}

  /// How far the customers of a store were looked up.
  ///
  /// @param after the place behind which it goes on; null at the beginning
  /// @param ended whether that were all
  record LookUp(Customers.@Nullable Position after, boolean ended) {
    /// Nobody was looked up.
    public static final LookUp BEGINNING = new LookUp(null, false);

    /// There is nobody to look up any more.
    public static final LookUp END = new LookUp(null, true);
  }

  /// What was done.
  ///
  /// @param last the customer behind which the job goes on; null where there was none any more
  /// @param processed customers that were dealt with
  /// @param revoked tokens that counted until then
  /// @param failed customers that could not be
  /// @param end whether that was all
  record Step(
      @Nullable CustomerId last,
      long processed,
      long revoked,
      List<CustomerId> failed,
      boolean end) {
    public Step {
      failed = List.copyOf(failed);
    }
  }
}
