package dev.rekey.application;

import dev.rekey.application.port.ForceSignInJobs;
import dev.rekey.domain.revocation.ForceSignInProgress;
import java.util.Optional;
import java.util.UUID;

/// An administrator sees how far a force sign-in of many has come.
public final class ReadForceSignIns {
  /// As many as a person looks through.
  private static final int FAILED_NAMED = 100;

  private final ForceSignInJobs jobs;

  public ReadForceSignIns(ForceSignInJobs jobs) {
    this.jobs = jobs;
  }

  /// Its progress; nothing where there is no such one, or none any more.
  public Optional<ForceSignInProgress> read(UUID id) {
    return jobs.find(id, FAILED_NAMED);
  }
}
