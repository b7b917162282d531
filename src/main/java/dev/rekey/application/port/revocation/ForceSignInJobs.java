package dev.rekey.application.port.revocation;

import dev.rekey.application.port.customer.Customers;
import dev.rekey.domain.Actor;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.ForceSignInProgress;
import dev.rekey.domain.revocation.ForceSignInTarget;
import dev.rekey.domain.store.StoreId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Stores force sign-in jobs and their progress. A recorded job runs to its end.
public interface ForceSignInJobs {
  /// Records a job, unless one exists with the same key. Of any number of concurrent callers
  /// exactly one starts it.
  ///
  /// @param key the idempotency key; null for none
  Begun begin(ForceSignInTarget target, Actor origin, @Nullable Digest key);

  /// Counts at most `most` further customers of a store that is not counted completely.
  void count(UUID job, int most);

  /// Returns the progress of a job with at most `mostFailed` of its failed customers.
  Optional<ForceSignInProgress> find(UUID job, int mostFailed);

  /// Lists jobs that are not finished, oldest first.
  List<UUID> unfinished(int most);

  /// Locks a job that is not finished until the unit of work ends.
  Optional<Running> lock(UUID job);

  /// Advances the look-up of a store's customers. The caller holds the job's lock.
  ///
  /// @param to the position after which the look-up continues; null if it is complete
  void lookedUp(UUID job, Customers.@Nullable Position to);

  /// Returns the next customers of a job, ordered by id. Customers of a list may not exist.
  List<CustomerId> next(Running job, int most);

  /// Advances a job. The caller holds its lock.
  void advance(UUID job, Step step);

  /// The result of starting a job.
  sealed interface Begun {
    /// The job is new.
    record Started(UUID id) implements Begun {}

    /// The same caller sent the same request before.
    record Repeated(UUID id) implements Begun {}

    /// The same caller sent a different request with the same key.
    record KeyReused() implements Begun {}
  }

  /// A locked job.
  ///
  /// @param store the store whose customers it covers; null for a list of customers
  /// @param origin the actor that started it
  /// @param after the last processed customer; null at the beginning
  /// @param counted whether the total is known
  /// @param lookUp the progress of the look-up at the identity provider
  record Running(
      UUID id,
      @Nullable StoreId store,
      Actor origin,
      @Nullable CustomerId after,
      boolean counted,
      LookupProgress lookUp) {}

  /// The progress of looking up the customers of a store.
  ///
  /// @param after the position after which the look-up continues; null at the beginning
  /// @param ended whether the look-up is complete
  record LookupProgress(Customers.@Nullable Position after, boolean ended) {
    /// No customer was looked up yet.
    public static final LookupProgress BEGINNING = new LookupProgress(null, false);

    /// All customers were looked up.
    public static final LookupProgress END = new LookupProgress(null, true);
  }

  /// The result of one step of a job.
  ///
  /// @param last the customer after which the job continues; null if none was left
  /// @param processed the number of customers that were processed
  /// @param revoked the number of valid tokens that were revoked
  /// @param failed the customers that failed
  /// @param end whether the job is finished
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
