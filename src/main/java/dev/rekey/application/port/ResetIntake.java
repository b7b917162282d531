package dev.rekey.application.port;

import dev.rekey.domain.reset.Admission;
import dev.rekey.domain.reset.ResetLimits;
import dev.rekey.domain.reset.ResetRequest;
import java.util.concurrent.CompletionStage;

/// Takes reset requests in: checks and counts their limits and records them for the [ResetOutbox],
/// as one step, without a look at any account.
///
/// Limits hold exactly, however many requests come at once and through however many replicas.
public interface ResetIntake {
  /// Records `request` where `limits` admit it. The stage completes once that is durable, or with
  /// [TemporarilyUnavailable]; it never blocks the caller.
  CompletionStage<Admission> submit(ResetRequest request, ResetLimits limits);
}
