package dev.rekey.adapter.out.keycloak;

import dev.rekey.adapter.out.postgres.PostgresPorts;
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
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.password.Password;
import dev.rekey.local.fixture.KeycloakFixture;
import dev.rekey.local.fixture.KeycloakResource;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// The Keycloak adapters over those of PostgreSQL, as their contracts want them. Customers come to
/// be in the realm.
@ApplicationScoped
class KeycloakPorts implements Ports {
  private final PostgresPorts postgres;

  KeycloakPorts(PostgresPorts postgres) {
    this.postgres = postgres;
  }

  KeycloakFixture keycloakFixture() {
    return KeycloakResource.keycloakFixture();
  }

  @Override
  public void arrange(CustomerId id, CustomerProfile profile) {
    keycloakFixture()
        .put(
            new KeycloakFixture.User(
                id.value(),
                profile.email() == null ? null : profile.email().value(),
                profile.name(),
                profile.locale().toLanguageTag(),
                profile.status() == dev.rekey.domain.customer.Customer.Status.ACTIVE,
                true));
  }

  @Override
  public boolean signsIn(CustomerId id, Password password) {
    return keycloakFixture()
        .signIn(
            id.value(),
            new String(password.octets(), StandardCharsets.UTF_8),
            KeycloakFixture.WEB,
            "openid")
        .isPresent();
  }

  @Override
  public void clear() {
    keycloakFixture().clear();
    postgres.clear();
  }

  @Override
  public Customers customers() {
    return postgres.customers();
  }

  @Override
  public CustomerRegistry customerRegistry() {
    return postgres.customerRegistry();
  }

  @Override
  public Credentials credentials() {
    return postgres.credentials();
  }

  @Override
  public SignInAttempts signInAttempts() {
    return postgres.signInAttempts();
  }

  @Override
  public RateLimiter rateLimiter() {
    return postgres.rateLimiter();
  }

  @Override
  public ResetTokens resetTokens() {
    return postgres.resetTokens();
  }

  @Override
  public OAuthTokens oauthTokens() {
    return postgres.oauthTokens();
  }

  @Override
  public RemoteRevocations remoteRevocations() {
    return postgres.remoteRevocations();
  }

  @Override
  public PasswordDisputes passwordDisputes() {
    return postgres.passwordDisputes();
  }

  @Override
  public ConsumedTokenIds consumedTokenIds() {
    return postgres.consumedTokenIds();
  }

  @Override
  public TokenUsage tokenUsage() {
    return postgres.tokenUsage();
  }

  @Override
  public SecurityEvents securityEvents() {
    return postgres.securityEvents();
  }

  @Override
  public SecurityEventStreams securityEventStreams() {
    return postgres.securityEventStreams();
  }

  @Override
  public SecurityEventDeliveries securityEventDeliveries() {
    return postgres.securityEventDeliveries();
  }

  @Override
  public ResetIntake resetIntake() {
    return postgres.resetIntake();
  }

  @Override
  public ResetIntake otherResetIntake() {
    return postgres.otherResetIntake();
  }

  @Override
  public ResetOutbox resetOutbox() {
    return postgres.resetOutbox();
  }

  @Override
  public AuditTrail auditTrail() {
    return postgres.auditTrail();
  }

  @Override
  public ForceSignInJobs forceSignInJobs() {
    return postgres.forceSignInJobs();
  }

  @Override
  public SettingsStore settings() {
    return postgres.settings();
  }

  @Override
  public ExpiredData expiredData() {
    return postgres.expiredData();
  }

  @Override
  public UnitOfWork unitOfWork() {
    return postgres.unitOfWork();
  }

  @Override
  public void pass(Duration time) {
    postgres.pass(time);
  }
}
