package dev.rekey.contract;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.ExpiredData;
import dev.rekey.application.port.RateLimiter;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.CustomerRegistry;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.password.PasswordDisputes;
import dev.rekey.application.port.reset.ResetIntake;
import dev.rekey.application.port.reset.ResetOutbox;
import dev.rekey.application.port.reset.ResetTokens;
import dev.rekey.application.port.revocation.ConsumedTokenIds;
import dev.rekey.application.port.revocation.ForceSignInJobs;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.port.revocation.RemoteRevocations;
import dev.rekey.application.port.securityevent.SecurityEventDeliveries;
import dev.rekey.application.port.securityevent.SecurityEventStreams;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.application.port.signin.Credentials;
import dev.rekey.application.port.signin.SignInAttempts;
import dev.rekey.application.port.signin.TokenUsage;
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

  RateLimiter rateLimiter();

  ResetTokens resetTokens();

  PasswordDisputes passwordDisputes();

  TokenUsage tokenUsage();

  OAuthTokens oauthTokens();

  ResetIntake resetIntake();

  /// The intake of another replica, over the same store.
  ResetIntake otherResetIntake();

  ResetOutbox resetOutbox();

  AuditTrail auditTrail();

  ForceSignInJobs forceSignInJobs();

  RemoteRevocations remoteRevocations();

  ConsumedTokenIds consumedTokenIds();

  SecurityEvents securityEvents();

  SecurityEventStreams securityEventStreams();

  SecurityEventDeliveries securityEventDeliveries();

  SettingsStore settings();

  ExpiredData expiredData();

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
