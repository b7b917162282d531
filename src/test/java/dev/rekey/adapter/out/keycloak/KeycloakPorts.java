package dev.rekey.adapter.out.keycloak;

import dev.rekey.adapter.out.postgres.PostgresPorts;
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
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.password.Password;
import dev.rekey.local.KeycloakResource;
import dev.rekey.local.Realm;
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

  Realm realm() {
    return KeycloakResource.realm();
  }

  @Override
  public void arrange(CustomerId id, CustomerProfile profile) {
    realm()
        .put(
            new Realm.User(
                id.value(),
                profile.email() == null ? null : profile.email().value(),
                profile.name(),
                profile.locale().toLanguageTag(),
                profile.status() == dev.rekey.domain.customer.Customer.Status.ACTIVE,
                true));
  }

  @Override
  public boolean signsIn(CustomerId id, Password password) {
    return realm()
        .signIn(
            id.value(), new String(password.octets(), StandardCharsets.UTF_8), Realm.WEB, "openid")
        .isPresent();
  }

  @Override
  public void clear() {
    realm().clear();
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
  public SpentCalls spentCalls() {
    return postgres.spentCalls();
  }

  @Override
  public TokenUses tokenUses() {
    return postgres.tokenUses();
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
  public Leftovers leftovers() {
    return postgres.leftovers();
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
