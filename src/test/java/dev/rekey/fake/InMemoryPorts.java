package dev.rekey.fake;

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
import dev.rekey.contract.Ports;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.settings.ServiceSettings;
import java.time.Duration;
import java.time.Instant;

/// The fakes, as their contracts want them.
final class InMemoryPorts implements Ports {
  private static final ServiceSettings.Lockout NO_LOCKOUT =
      new ServiceSettings.Lockout(0, Duration.ofMinutes(1));

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private InMemoryStore store = new InMemoryStore(clock);

  @Override
  public Customers customers() {
    return new InMemoryCustomers(store);
  }

  @Override
  public CustomerRegistry customerRegistry() {
    return new InMemoryCustomers(store);
  }

  @Override
  public Credentials credentials() {
    return new InMemoryCredentials(store, new PlainHashing());
  }

  @Override
  public SignInAttempts signInAttempts() {
    return new InMemoryCredentials(store, new PlainHashing());
  }

  @Override
  public ResetTokens resetTokens() {
    return new InMemoryResetTokens(store);
  }

  @Override
  public PasswordDisputes passwordDisputes() {
    return new InMemoryPasswordDisputes(store);
  }

  @Override
  public TokenUses tokenUses() {
    return new InMemoryTokenUses(store);
  }

  @Override
  public OAuthTokens oauthTokens() {
    return new InMemoryOAuthTokens(store);
  }

  @Override
  public ResetIntake resetIntake() {
    return new InMemoryResetIntake(store);
  }

  @Override
  public ResetIntake otherResetIntake() {
    return new InMemoryResetIntake(store);
  }

  @Override
  public ResetOutbox resetOutbox() {
    return new InMemoryResetOutbox(store);
  }

  @Override
  public AuditTrail auditTrail() {
    return new RecordingAuditTrail(store);
  }

  @Override
  public ForceSignInJobs forceSignInJobs() {
    return new InMemoryForceSignInJobs(store);
  }

  @Override
  public RemoteRevocations remoteRevocations() {
    return new InMemoryRemoteRevocations(store);
  }

  @Override
  public SpentCalls spentCalls() {
    return new InMemorySpentCalls(store);
  }

  @Override
  public SecurityEvents securityEvents() {
    return new RecordingSecurityEvents(store);
  }

  @Override
  public SecurityEventStreams securityEventStreams() {
    return new InMemorySecurityEventStreams(store);
  }

  @Override
  public SecurityEventDeliveries securityEventDeliveries() {
    return new InMemorySecurityEventDeliveries(store);
  }

  @Override
  public SettingsStore settings() {
    return new FixedSettings(store);
  }

  @Override
  public Leftovers leftovers() {
    return new InMemoryLeftovers(store);
  }

  @Override
  public UnitOfWork unitOfWork() {
    return new ImmediateUnitOfWork(store);
  }

  @Override
  public boolean signsIn(CustomerId id, Password password) {
    Customer customer = customers().find(id).orElseThrow();
    return new PlainHashing()
        .compare(
            password,
            () ->
                signInAttempts().attempt(customer.store(), customer.mailbox().digest(), NO_LOCKOUT))
        .matches();
  }

  @Override
  public void clear() {
    store = new InMemoryStore(clock);
  }

  @Override
  public void pass(Duration time) {
    clock.advance(time);
  }
}
