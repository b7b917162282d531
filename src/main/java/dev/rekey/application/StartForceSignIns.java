package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.ForceSignInJobs;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.IdempotencyKey;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.revocation.ForceSignInTarget;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An administrator ends everything that many customers are signed in with, in an incident:
/// recorded here, performed by [PerformForceSignIns].
public final class StartForceSignIns {
  private final ForceSignInJobs jobs;
  private final IdentityBackend accounts;
  private final BackgroundWork background;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public StartForceSignIns(
      ForceSignInJobs jobs,
      IdentityBackend accounts,
      BackgroundWork background,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    this.jobs = jobs;
    this.accounts = accounts;
    this.background = background;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Starts one for `target`, or finds the one that the same administrator started with `key`.
  public Outcome start(
      ForceSignInTarget target, @Nullable IdempotencyKey key, Origin administrator) {
    return unitOfWork.run(() ->
        switch (jobs.begin(target, administrator, key == null ? null : key.of(administrator))) {
          case ForceSignInJobs.Begun.Started(UUID id) -> {
            countFirst(id);
            background.schedule(new BackgroundWork.Task.ForceSignIns());
            audit.record(started(target, administrator));
            yield new Outcome.Accepted(id);
          }
          case ForceSignInJobs.Begun.Repeated(UUID id) -> new Outcome.Accepted(id);
          case ForceSignInJobs.Begun.KeyReused() -> new Outcome.KeyReused();
        });
  }

  // a small store has its figure from the first, where all its customers are here
  private void countFirst(UUID id) {
    switch (accounts) {
      case BUILT_IN -> jobs.count(id, PerformForceSignIns.COUNTED_AT_ONCE);
      case KEYCLOAK -> {}
    }
  }

  private static AuditEvent started(ForceSignInTarget target, Origin administrator) {
    AuditEvent started = AuditEvent.of(AuditEvent.Type.FORCE_SIGN_INS_STARTED, null, administrator);
    return switch (target) {
      case ForceSignInTarget.Listed(Set<CustomerId> customers) ->
          started.counting(customers.size());
      case ForceSignInTarget.WholeStore _ -> started;
    };
  }

  /// What became of it.
  public sealed interface Outcome {
    /// It will be performed, whatever is killed meanwhile.
    record Accepted(UUID id) implements Outcome {}

    /// The key stands for another wish already.
    record KeyReused() implements Outcome {}
  }
}
