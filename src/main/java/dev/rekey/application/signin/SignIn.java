package dev.rekey.application.signin;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.RateLimiter;
import dev.rekey.application.port.TokenGenerator;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.password.PasswordHashing;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.application.port.signin.SignInAttempts;
import dev.rekey.domain.Actor;
import dev.rekey.domain.Digest;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.DeviceToken;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.revocation.OAuthToken;
import dev.rekey.domain.settings.ServiceSettings;
import dev.rekey.domain.store.StoreId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signs a customer in with email and password.
///
/// An unknown, locked, disabled or passwordless account causes the same work and the same answer as
/// a wrong password (OWASP ASVS 5.0, 6.3.8). The failures of a client are limited before any
/// hashing, whether the account exists or not. A sign-in that checked the password before a reset
/// or a force sign-in committed issues no token: it checks the password again.
public final class SignIn {
  private static final int MAX_ROUNDS = 3;

  private final SignInAttempts attempts;
  private final PasswordHashing hashing;
  private final RateLimiter rateLimiter;
  private final OAuthTokens oauthTokens;
  private final TokenGenerator tokenGenerator;
  private final SettingsStore settings;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public SignIn(
      SignInAttempts attempts,
      PasswordHashing hashing,
      RateLimiter rateLimiter,
      OAuthTokens oauthTokens,
      TokenGenerator tokenGenerator,
      SettingsStore settings,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    this.attempts = attempts;
    this.hashing = hashing;
    this.rateLimiter = rateLimiter;
    this.oauthTokens = oauthTokens;
    this.tokenGenerator = tokenGenerator;
    this.settings = settings;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Signs in at `store`, which is configured.
  ///
  /// @param device the caller's device token; null if there is none
  public Outcome signIn(
      StoreId store,
      EmailAddress email,
      Password password,
      @Nullable DeviceToken device,
      Actor actor) {
    return switch (rateLimiter.count(settings.current().signInFailures(actor))) {
      case RateLimitDecision.Limited limited -> new Outcome.Limited(limited);
      case RateLimitDecision.Allowed counted -> {
        boolean failed = false;
        try {
          Outcome outcome = attempt(store, email, password, device, actor);
          failed = outcome instanceof Outcome.Refused;
          yield outcome;
        } finally {
          if (!failed) {
            rateLimiter.release(counted.counted().keySet(), counted.at());
          }
        }
      }
    };
  }

  private Outcome attempt(
      StoreId store,
      EmailAddress email,
      Password password,
      @Nullable DeviceToken device,
      Actor actor) {
    ServiceSettings now = settings.current();
    Digest deviceDigest = device == null ? null : device.digest();
    SignInAttempts.@Nullable Attempt counted = null;
    for (int round = 0; round < MAX_ROUNDS; round++) {
      // only the first round counts: one sign-in that races with a reset is one attempt
      ServiceSettings.Lockout lockout =
          counted == null ? now.lockout() : ServiceSettings.Lockout.OFF;
      PasswordHashing.Compared<SignInAttempts.Attempt> compared =
          hashing.compare(
              actor.address(),
              password,
              () ->
                  unitOfWork.run(
                      () -> attempts.attempt(store, email.digest(), lockout, deviceDigest)));
      SignInAttempts.Attempt attempt = compared.subject();
      counted = counted == null ? attempt : counted;
      SignInAttempts.Account account = attempt.account().orElse(null);
      if (!compared.matches() || counted.locked() || account == null || !account.active()) {
        audit.record(failure(account, counted.lockedNow() && !compared.matches(), actor));
        return new Outcome.Refused();
      }
      DeviceToken known = counted.knownDevice() ? device : null;
      Optional<Outcome> signedIn =
          unitOfWork.run(
              () -> issue(account, store, email, known, now.accessTokenLifetime(), actor));
      if (signedIn.isPresent()) {
        return signedIn.get();
      }
    }
    audit.record(failure(null, false, actor));
    return new Outcome.Refused();
  }

  private Optional<Outcome> issue(
      SignInAttempts.Account account,
      StoreId store,
      EmailAddress email,
      @Nullable DeviceToken known,
      Duration lifetime,
      Actor actor) {
    AccessToken token = new AccessToken(tokenGenerator.next());
    OAuthTokens.NewToken wanted =
        new OAuthTokens.NewToken(
            token.digest(), account.id(), OAuthToken.STOREFRONT, null, lifetime, actor.address());
    return oauthTokens
        .issue(wanted, account.signInVersion())
        .map(issued -> {
          // a sign-in past the pause says nothing about the failures of other devices
          if (known == null) {
            attempts.clearFailures(store, email.digest());
          }
          DeviceToken device = known == null ? new DeviceToken(tokenGenerator.next()) : known;
          attempts.remember(account.id(), device.digest());
          audit.record(AuditEvent.of(AuditEvent.Type.SIGNED_IN, account.id(), actor));
          endOldest(account.id());
          return new Outcome.SignedIn(token, lifetime, device);
        });
  }

  private void endOldest(CustomerId customer) {
    int ended = oauthTokens.endOldestSignIns(customer, OAuthToken.MAX_SIGN_INS);
    if (ended > 0) {
      audit.record(
          AuditEvent.of(AuditEvent.Type.OAUTH_TOKEN_REVOKED, customer, Actor.SYSTEM)
              .counting(ended));
    }
  }

  // The number of events depends on the failures of the address only, not on its account: always
  // one, and a second one if this failure locks the address.
  private static List<AuditEvent> failure(
      SignInAttempts.@Nullable Account account, boolean locked, Actor actor) {
    CustomerId id = account == null ? null : account.id();
    List<AuditEvent> events = new ArrayList<>(2);
    events.add(AuditEvent.failed(AuditEvent.Type.SIGN_IN_FAILED, id, actor));
    if (locked) {
      events.add(AuditEvent.of(AuditEvent.Type.LOCKED_OUT, id, actor));
    }
    return events;
  }

  /// The result of a sign-in.
  public sealed interface Outcome {
    /// The customer is signed in; the token is returned only once.
    ///
    /// @param device the token that makes this device known to the customer
    record SignedIn(AccessToken token, Duration lifetime, DeviceToken device) implements Outcome {}

    /// The client has failed too often. Nothing was compared.
    record Limited(RateLimitDecision.Limited decision) implements Outcome {}

    /// Wrong email, wrong password, locked or disabled. The caller does not learn which.
    record Refused() implements Outcome {}
  }
}
