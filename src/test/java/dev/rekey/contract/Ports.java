package dev.rekey.contract;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Credentials;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.ForceSignInJobs;
import dev.rekey.application.port.Leftovers;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.application.port.PasswordDisputes;
import dev.rekey.application.port.RemoteRevocations;
import dev.rekey.application.port.ResetIntake;
import dev.rekey.application.port.ResetOutbox;
import dev.rekey.application.port.ResetTokens;
import dev.rekey.application.port.SettingsStore;
import dev.rekey.application.port.TokenUses;
import dev.rekey.application.port.SpentCalls;
import dev.rekey.application.port.UnitOfWork;
import java.time.Duration;

/// The adapters of one technology, over one store.
public interface Ports {
  Customers customers();

  Credentials credentials();

  ResetTokens resetTokens();

  PasswordDisputes passwordDisputes();

  TokenUses tokenUses();

  OAuthTokens oauthTokens();

  ResetIntake resetIntake();

  /// The intake of another replica, over the same store.
  ResetIntake otherResetIntake();

  ResetOutbox resetOutbox();

  AuditTrail auditTrail();

  ForceSignInJobs forceSignInJobs();

  RemoteRevocations remoteRevocations();

  SpentCalls spentCalls();

  SettingsStore settings();

  Leftovers leftovers();

  UnitOfWork unitOfWork();

  /// Forgets everything.
  void clear();

  /// Makes all that is stored older by `time`.
  void pass(Duration time);
}
