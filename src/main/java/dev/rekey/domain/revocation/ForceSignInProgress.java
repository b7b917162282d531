package dev.rekey.domain.revocation;

import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.StoreId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How far a force sign-in of many has come.
///
/// @param store whose customers it is for; null where it is for a list
/// @param counted how many customers it is for, as far as they are counted
/// @param processed customers that have nothing left that counts
/// @param revoked tokens that counted until then
/// @param failed customers that could not be dealt with
/// @param failedCustomers the first of them, in the order of their ids
/// @param finishedAt null while it goes on
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

  /// How many customers are left: none exactly when it has finished. While it goes on there is at
  /// least one, also where customers were erased since they were counted.
  public long remaining() {
    return finishedAt == null ? Math.max(1, counted - processed - failed) : 0;
  }
}
