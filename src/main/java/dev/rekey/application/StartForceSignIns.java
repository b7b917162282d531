package dev.rekey.application;

import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.ForceSignInJobs;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.IdempotencyKey;
import dev.rekey.domain.Origin;
import dev.rekey.domain.revocation.ForceSignInTarget;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An administrator ends everything that many customers are signed in with, in an incident:
/// recorded here, performed by [PerformForceSignIns].
public final class StartForceSignIns {
  private final ForceSignInJobs jobs;
  private final BackgroundWork background;
  private final UnitOfWork unitOfWork;

  public StartForceSignIns(ForceSignInJobs jobs, BackgroundWork background, UnitOfWork unitOfWork) {
    this.jobs = jobs;
    this.background = background;
    this.unitOfWork = unitOfWork;
  }

  /// Starts one for `target`, or finds the one that the same administrator started with `key`.
  public Outcome start(
      ForceSignInTarget target, @Nullable IdempotencyKey key, Origin administrator) {
    return unitOfWork.run(() ->
        switch (jobs.begin(target, administrator, key == null ? null : key.of(administrator))) {
          case ForceSignInJobs.Begun.Started(UUID id) -> {
            // a small store has its figure from the first
            jobs.count(id, PerformForceSignIns.COUNTED_AT_ONCE);
            background.schedule(new BackgroundWork.Task.ForceSignIns());
            yield new Outcome.Accepted(id);
          }
          case ForceSignInJobs.Begun.Repeated(UUID id) -> new Outcome.Accepted(id);
          case ForceSignInJobs.Begun.KeyReused() -> new Outcome.KeyReused();
        });
  }

  /// What became of it.
  public sealed interface Outcome {
    /// It will be performed, whatever is killed meanwhile.
    record Accepted(UUID id) implements Outcome {}

    /// The key stands for another wish already.
    record KeyReused() implements Outcome {}
  }
}
