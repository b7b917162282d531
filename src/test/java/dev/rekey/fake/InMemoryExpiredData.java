package dev.rekey.fake;

import dev.rekey.application.port.ExpiredData;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.fake.InMemoryStore.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Removes old things from memory.
public final class InMemoryExpiredData implements ExpiredData {
  private final InMemoryStore store;

  public InMemoryExpiredData(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public int remove(Kind kind, Duration keep, int most) {
    return store.with(state -> remove(state, kind, store.now().minus(keep), most));
  }

  private int remove(State state, Kind kind, Instant limit, int most) {
    return switch (kind) {
      case REQUEST_WINDOWS ->
          remove(state.windows.values(), most, one -> one.accepted().getLast().isBefore(limit));
      case SIGN_IN_ATTEMPTS ->
          remove(
              state.failures.values(),
              most,
              one ->
                  one.updatedAt().isBefore(limit)
                      && !future(one.lockedUntil())
                      && (one.pauses() == 0
                          || !future(one.updatedAt().plus(ServiceSettings.Lockout.PAUSES_KEPT))));
      case KNOWN_DEVICES ->
          remove(state.devices.values(), most, one -> one.usedAt().isBefore(limit));
      case RESET_REQUESTS ->
          remove(
              state.requests.values(),
              most,
              one -> one.at().isBefore(limit) && one.dueAt() == null);
      case RESET_TOKENS ->
          remove(state.links.values(), most, one -> one.expiresAt().isBefore(limit));
      case DISPUTE_TOKENS ->
          remove(state.disputes.values(), most, one -> one.expiresAt().isBefore(limit));
      case OAUTH_TOKENS ->
          remove(state.tokens.values(), most, one -> one.token().expiresAt().isBefore(limit));
      case AUDIT_EVENTS ->
          remove(
              state.events,
              most,
              one -> {
                Instant at = one.event().at();
                return at != null && at.isBefore(limit);
              });
      case UNKNOWN_SIGN_IN_FAILURES -> countUnknownFailures(state, limit, most);
      case FORCE_SIGN_INS ->
          remove(
              state.jobs.values(),
              most,
              one -> {
                Instant at = one.progress().finishedAt();
                return at != null && at.isBefore(limit);
              });
      case REMOTE_REVOCATIONS ->
          remove(
              state.remoteRevocations.values(),
              most,
              one -> one.recordedAt().isBefore(limit) && one.dueAt() == null);
      case CONSUMED_TOKEN_IDS ->
          remove(state.consumedTokenIds.values(), most, one -> one.isBefore(limit));
      case SECURITY_EVENT_DELIVERIES ->
          remove(state.waiting, most, one -> one.queuedAt().isBefore(limit));
      case SECURITY_EVENTS -> remove(state.securityEvents, most, one -> one.at().isBefore(limit));
    };
  }

  private int countUnknownFailures(State state, Instant limit, int most) {
    int removed =
        remove(
            state.events,
            most,
            one -> {
              Instant at = one.event().at();
              return one.event().customer() == null
                  && one.event().type() == AuditEvent.Type.SIGN_IN_FAILED
                  && one.event().count() == null
                  && at != null
                  && at.isBefore(limit);
            });
    if (removed > 0) {
      new RecordingAuditTrail(store)
          .record(
              List.of(
                  AuditEvent.failed(AuditEvent.Type.SIGN_IN_FAILED, null, Actor.customer(null))
                      .counting(removed)
                      .at(limit)));
    }
    return removed;
  }

  private boolean future(@Nullable Instant at) {
    return at != null && at.isAfter(store.now());
  }

  private static <T> int remove(Collection<T> all, int most, Predicate<T> old) {
    int removed = 0;
    for (Iterator<T> one = all.iterator(); one.hasNext() && removed < most; ) {
      if (old.test(one.next())) {
        one.remove();
        removed++;
      }
    }
    return removed;
  }
}
