package dev.rekey.domain.revocation;

import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.store.StoreId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The progress of a force sign-in job.
///
/// @param store the store whose customers it covers; null for a list of customers
/// @param counted the number of customers that are counted so far
/// @param processed the number of customers whose tokens are revoked
/// @param revoked the number of valid tokens that were revoked
/// @param failed the number of customers that failed
/// @param failedCustomers the first failed customers, ordered by id
/// @param finishedAt null while the job runs
public record ForceSignInProgress(
    UUID id,
    @Nullable StoreId store,
    long counted,
    long processed,
    long revoked,
    long failed,
    List<CustomerId> failedCustomers,
    Instant startedAt,
    @Nullable Instant finishedAt) {

  public ForceSignInProgress {
    failedCustomers = List.copyOf(failedCustomers);
  }

  /// The number of customers that are left: zero exactly if the job is finished. A running job has
  /// at least one, also if customers were erased after they were counted.
  public long remaining() {
    return finishedAt == null ? Math.max(1, counted - processed - failed) : 0;
  }
}
