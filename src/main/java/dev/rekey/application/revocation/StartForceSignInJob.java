package dev.rekey.application.revocation;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.revocation.ForceSignInJobs;
import dev.rekey.domain.Actor;
import dev.rekey.domain.IdempotencyKey;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.revocation.ForceSignInTarget;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Records a job that revokes the tokens of many customers for an administrator.
/// [RunForceSignInJobs] runs it.
public final class StartForceSignInJob {
  private final ForceSignInJobs jobs;
  private final IdentityBackend accounts;
  private final BackgroundWork background;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public StartForceSignInJob(
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

  /// Starts a job for `target`, or finds the job that the same administrator started with `key`.
  public Outcome start(
      ForceSignInTarget target, @Nullable IdempotencyKey key, Actor administrator) {
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

  // a small store of built-in accounts has its total at once
  private void countFirst(UUID id) {
    switch (accounts) {
      case BUILT_IN -> jobs.count(id, RunForceSignInJobs.COUNTED_AT_ONCE);
      case KEYCLOAK -> {}
    }
  }

  private static AuditEvent started(ForceSignInTarget target, Actor administrator) {
    AuditEvent started = AuditEvent.of(AuditEvent.Type.FORCE_SIGN_INS_STARTED, null, administrator);
    return switch (target) {
      case ForceSignInTarget.Listed(Set<CustomerId> customers) ->
          started.counting(customers.size());
      case ForceSignInTarget.WholeStore _ -> started;
    };
  }

  /// The result of starting a job.
  public sealed interface Outcome {
    /// The job is recorded and survives a crash.
    record Accepted(UUID id) implements Outcome {}

    /// The key belongs to a different request.
    record KeyReused() implements Outcome {}
  }
}
