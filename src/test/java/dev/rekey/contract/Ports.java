package dev.rekey.contract;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Credentials;
import dev.rekey.application.port.CustomerRegistry;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.ForceSignInJobs;
import dev.rekey.application.port.Leftovers;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.application.port.PasswordDisputes;
import dev.rekey.application.port.RemoteRevocations;
import dev.rekey.application.port.ResetIntake;
import dev.rekey.application.port.ResetOutbox;
import dev.rekey.application.port.ResetTokens;
import dev.rekey.application.port.SecurityEventDeliveries;
import dev.rekey.application.port.SecurityEventStreams;
import dev.rekey.application.port.SecurityEvents;
import dev.rekey.application.port.SettingsStore;
import dev.rekey.application.port.SignInAttempts;
import dev.rekey.application.port.SpentCalls;
import dev.rekey.application.port.TokenUses;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.password.Password;
import java.time.Duration;

/// The adapters of one technology, over one store.
public interface Ports {
  Customers customers();

  CustomerRegistry customerRegistry();

  Credentials credentials();

  SignInAttempts signInAttempts();

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

  SecurityEvents securityEvents();

  SecurityEventStreams securityEventStreams();

  SecurityEventDeliveries securityEventDeliveries();

  SettingsStore settings();

  Leftovers leftovers();

  UnitOfWork unitOfWork();

  /// Lets there be a customer, wherever the accounts are kept.
  default void arrange(CustomerId id, CustomerProfile profile) {
    CustomerRegistry.Stored _ = unitOfWork().run(() -> customerRegistry().store(id, profile));
  }

  /// Whether `password` is the one that signs the customer in.
  boolean signsIn(CustomerId id, Password password);

  /// Forgets everything.
  void clear();

  /// Makes all that is stored older by `time`.
  void pass(Duration time);
}
