package dev.rekey.adapter.out.postgres;

import static org.awaitility.Awaitility.await;

import dev.rekey.adapter.out.dbscheduler.DbSchedulerBackgroundWork;
import dev.rekey.adapter.out.postgres.reset.PostgresResetIntake;
import dev.rekey.adapter.out.postgres.reset.ResetRateLimiter;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.ExpiredData;
import dev.rekey.application.port.RateLimiter;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.CustomerRegistry;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.password.PasswordDisputes;
import dev.rekey.application.port.password.PasswordHashing;
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
import dev.rekey.domain.settings.Setting;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/// The PostgreSQL adapters, as their contracts want them.
@ApplicationScoped
public class PostgresPorts implements Ports {
  private static final List<String> AGE =
      List.of(
          "UPDATE unknown_sign_in_failures SET at = at - :by",
          "UPDATE audit_events SET at = at - :by",
          "UPDATE force_sign_ins SET started_at = started_at - :by, finished_at = finished_at - :by",
          "UPDATE remote_revocations SET due_at = due_at - :by, recorded_at = recorded_at - :by",
          "UPDATE security_events SET occurred_at = occurred_at - :by",
          """
          UPDATE security_event_deliveries SET queued_at = queued_at - :by, due_at = due_at - :by
          """,
          """
          UPDATE security_event_streams SET due_at = due_at - :by, created_at = created_at - :by,
            verification_at = verification_at - :by
          """,
          "UPDATE customers SET tokens_valid_from = tokens_valid_from - :by",
          "UPDATE consumed_token_ids SET expires_at = expires_at - :by",
          "UPDATE reset_requests SET due_at = due_at - :by, requested_at = requested_at - :by",
          "UPDATE dispute_tokens SET created_at = created_at - :by, expires_at = expires_at - :by",
          "UPDATE reset_tokens SET created_at = created_at - :by, expires_at = expires_at - :by",
          """
          UPDATE oauth_tokens SET issued_at = issued_at - :by, expires_at = expires_at - :by,
            revoked_at = revoked_at - :by, last_used_at = last_used_at - :by
          """,
          """
          UPDATE sign_in_attempts SET locked_until = locked_until - :by,
            updated_at = updated_at - :by
          """,
          "UPDATE known_devices SET used_at = used_at - :by",
          """
          UPDATE request_windows SET accepted = ARRAY(
            SELECT at - (extract(epoch FROM :by) * 1000000)::bigint
            FROM unnest(accepted) AS at ORDER BY at)
          """);

  private final Customers customers;
  private final CustomerRegistry customerRegistry;
  private final Credentials credentials;
  private final SignInAttempts signInAttempts;
  private final RateLimiter rateLimiter;
  private final ResetTokens resetTokens;
  private final PasswordDisputes passwordDisputes;
  private final TokenUsage tokenUsage;
  private final OAuthTokens oauthTokens;
  private final ResetIntake resetIntake;
  private final ResetOutbox resetOutbox;
  private final AuditTrail auditTrail;
  private final ForceSignInJobs forceSignInJobs;
  private final RemoteRevocations remoteRevocations;
  private final ConsumedTokenIds consumedTokenIds;
  private final SecurityEvents securityEvents;
  private final SecurityEventStreams securityEventStreams;
  private final SecurityEventDeliveries securityEventDeliveries;
  private final SettingsStore settings;
  private final ExpiredData expiredData;
  private final UnitOfWork unitOfWork;
  private final ServiceSettings defaults;
  private final Database database;
  private final PasswordHashing hashing;
  private final PostgresResetIntake otherReplica;

  PostgresPorts(
      Customers customers,
      @BuiltIn CustomerRegistry customerRegistry,
      Credentials credentials,
      @BuiltIn SignInAttempts signInAttempts,
      RateLimiter rateLimiter,
      ResetTokens resetTokens,
      PasswordDisputes passwordDisputes,
      TokenUsage tokenUsage,
      OAuthTokens oauthTokens,
      ResetIntake resetIntake,
      ResetOutbox resetOutbox,
      AuditTrail auditTrail,
      ForceSignInJobs forceSignInJobs,
      RemoteRevocations remoteRevocations,
      ConsumedTokenIds consumedTokenIds,
      SecurityEvents securityEvents,
      SecurityEventStreams securityEventStreams,
      SecurityEventDeliveries securityEventDeliveries,
      SettingsStore settings,
      ExpiredData expiredData,
      UnitOfWork unitOfWork,
      ServiceSettings defaults,
      Database database,
      ResetRateLimiter admissions,
      PasswordHashing hashing,
      BackgroundWork background) {
    this.customers = customers;
    this.customerRegistry = customerRegistry;
    this.credentials = credentials;
    this.signInAttempts = signInAttempts;
    this.rateLimiter = rateLimiter;
    this.resetTokens = resetTokens;
    this.passwordDisputes = passwordDisputes;
    this.tokenUsage = tokenUsage;
    this.oauthTokens = oauthTokens;
    this.resetIntake = resetIntake;
    this.resetOutbox = resetOutbox;
    this.auditTrail = auditTrail;
    this.forceSignInJobs = forceSignInJobs;
    this.remoteRevocations = remoteRevocations;
    this.consumedTokenIds = consumedTokenIds;
    this.securityEvents = securityEvents;
    this.securityEventStreams = securityEventStreams;
    this.securityEventDeliveries = securityEventDeliveries;
    this.settings = settings;
    this.expiredData = expiredData;
    this.unitOfWork = unitOfWork;
    this.defaults = defaults;
    this.database = database;
    this.hashing = hashing;
    this.otherReplica = new PostgresResetIntake(admissions);
    otherReplica.start(new StartupEvent());
    // what the tests record here, they perform themselves
    ((DbSchedulerBackgroundWork) background).close();
  }

  @PreDestroy
  void stop() throws InterruptedException {
    otherReplica.stop(new ShutdownEvent());
  }

  @Override
  public Customers customers() {
    return customers;
  }

  @Override
  public CustomerRegistry customerRegistry() {
    return customerRegistry;
  }

  @Override
  public Credentials credentials() {
    return credentials;
  }

  @Override
  public SignInAttempts signInAttempts() {
    return signInAttempts;
  }

  @Override
  public RateLimiter rateLimiter() {
    return rateLimiter;
  }

  @Override
  public ResetTokens resetTokens() {
    return resetTokens;
  }

  @Override
  public PasswordDisputes passwordDisputes() {
    return passwordDisputes;
  }

  @Override
  public TokenUsage tokenUsage() {
    return tokenUsage;
  }

  @Override
  public OAuthTokens oauthTokens() {
    return oauthTokens;
  }

  @Override
  public ResetIntake resetIntake() {
    return resetIntake;
  }

  @Override
  public ResetIntake otherResetIntake() {
    return otherReplica;
  }

  @Override
  public ResetOutbox resetOutbox() {
    return resetOutbox;
  }

  @Override
  public AuditTrail auditTrail() {
    return auditTrail;
  }

  @Override
  public ForceSignInJobs forceSignInJobs() {
    return forceSignInJobs;
  }

  @Override
  public RemoteRevocations remoteRevocations() {
    return remoteRevocations;
  }

  @Override
  public ConsumedTokenIds consumedTokenIds() {
    return consumedTokenIds;
  }

  @Override
  public SecurityEvents securityEvents() {
    return securityEvents;
  }

  @Override
  public SecurityEventStreams securityEventStreams() {
    return securityEventStreams;
  }

  @Override
  public SecurityEventDeliveries securityEventDeliveries() {
    return securityEventDeliveries;
  }

  @Override
  public SettingsStore settings() {
    return settings;
  }

  @Override
  public ExpiredData expiredData() {
    return expiredData;
  }

  @Override
  public UnitOfWork unitOfWork() {
    return unitOfWork;
  }

  @Override
  public boolean signsIn(CustomerId id, Password password) {
    Customer customer = customers.find(id).orElseThrow();
    return hashing
        .compare(
            null,
            password,
            () ->
                unitOfWork.run(() ->
                    signInAttempts.attempt(
                        customer.store(),
                        customer.requireEmail().digest(),
                        new ServiceSettings.Lockout(0, Duration.ofMinutes(1)),
                        null)))
        .matches();
  }

  @Override
  public void clear() {
    database.update(
        """
        TRUNCATE customers, request_windows, reset_requests, reset_tokens, dispute_tokens, oauth_tokens,
          sign_in_attempts, known_devices, unknown_sign_in_failures, audit_events, security_events, force_sign_ins,
          force_sign_in_customers, remote_revocations, consumed_token_ids, security_event_streams,
          security_event_deliveries
        """);
    database.update("UPDATE settings SET overrides = '{}'");
    await().atMost(Duration.ofSeconds(10)).until(this::settingsAreDefaults);
  }

  @Override
  public void pass(Duration time) {
    unitOfWork.run(() -> {
      AGE.forEach(statement ->
          database.update(statement.replace(":by", "interval '" + time.toSeconds() + " seconds'")));
      return true;
    });
  }

  private boolean settingsAreDefaults() {
    return Arrays.stream(Setting.values())
        .allMatch(one -> settings.current().text(one).equals(defaults.text(one)));
  }
}
