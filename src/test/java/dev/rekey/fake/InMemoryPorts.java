package dev.rekey.fake;

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
import dev.rekey.contract.Ports;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.fake.stub.PlainHashing;
import dev.rekey.fake.stub.SettableClock;
import java.time.Duration;
import java.time.Instant;

/// The fakes, as their contracts want them.
public final class InMemoryPorts implements Ports {
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
  public RateLimiter rateLimiter() {
    return new InMemoryRateLimiter(store);
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
  public TokenUsage tokenUsage() {
    return new InMemoryTokenUsage(store);
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
  public ConsumedTokenIds consumedTokenIds() {
    return new InMemoryConsumedTokenIds(store);
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
  public ExpiredData expiredData() {
    return new InMemoryExpiredData(store);
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
            null,
            password,
            () ->
                signInAttempts()
                    .attempt(customer.store(), customer.requireEmail().digest(), NO_LOCKOUT, null))
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
