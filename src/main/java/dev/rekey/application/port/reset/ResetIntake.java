package dev.rekey.application.port.reset;

import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.ResetLimits;
import dev.rekey.domain.reset.ResetRequest;
import java.util.concurrent.CompletionStage;

/// Accepts reset requests: checks and counts the rate limits and records the requests for the
/// [ResetOutbox], in one step and without looking up an account.
///
/// Limits hold exactly under concurrency and across replicas.
public interface ResetIntake {
  /// Records `request` if `limits` allow it. The stage completes when the request is durable, or
  /// with [TemporarilyUnavailable]. It never blocks the caller.
  CompletionStage<RateLimitDecision> submit(ResetRequest request, ResetLimits limits);
}
