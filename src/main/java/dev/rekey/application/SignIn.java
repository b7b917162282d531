package dev.rekey.application;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.Credentials;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.application.port.PasswordHashing;
import dev.rekey.application.port.SettingsStore;
import dev.rekey.application.port.TokenSource;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.revocation.OAuthToken;
import dev.rekey.domain.settings.ServiceSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A customer signs in with e-mail and password.
///
/// Unknown, locked, disabled and passwordless accounts do the same work as a wrong password and get
/// the same answer (OWASP ASVS 5.0, 6.3.8). A sign-in that checked the password before a reset or a
/// force sign-in committed yields no token: it checks once more.
public final class SignIn {
  private static final int ROUNDS = 3;

  private final Credentials credentials;
  private final PasswordHashing hashing;
  private final OAuthTokens oauthTokens;
  private final TokenSource tokenSource;
  private final SettingsStore settings;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;

  public SignIn(
      Credentials credentials,
      PasswordHashing hashing,
      OAuthTokens oauthTokens,
      TokenSource tokenSource,
      SettingsStore settings,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    this.credentials = credentials;
    this.hashing = hashing;
    this.oauthTokens = oauthTokens;
    this.tokenSource = tokenSource;
    this.settings = settings;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
  }

  /// Signs in at `store`, which is configured.
  public Outcome signIn(StoreId store, EmailAddress email, Password password, Origin origin) {
    ServiceSettings now = settings.current();
    for (int round = 0; round < ROUNDS; round++) {
      PasswordHashing.Compared<Credentials.Attempt> compared =
          hashing.compare(
              password,
              () ->
                  unitOfWork.run(() -> credentials.attempt(store, email.digest(), now.lockout())));
      Credentials.Attempt attempt = compared.subject();
      Credentials.Account account = attempt.account().orElse(null);
      if (!compared.matches() || attempt.locked() || account == null || !account.active()) {
        audit.record(failure(account, attempt.lockedNow() && !compared.matches(), origin));
        return new Outcome.Refused();
      }
      Optional<Outcome> signedIn =
          unitOfWork.run(() -> issue(account, store, email, now.accessTokenLifetime(), origin));
      if (signedIn.isPresent()) {
        return signedIn.get();
      }
    }
    audit.record(failure(null, false, origin));
    return new Outcome.Refused();
  }

  private Optional<Outcome> issue(
      Credentials.Account account,
      StoreId store,
      EmailAddress email,
      Duration lifetime,
      Origin origin) {
    AccessToken token = new AccessToken(tokenSource.next());
    OAuthTokens.NewToken wanted =
        new OAuthTokens.NewToken(
            token.digest(), account.id(), OAuthToken.STOREFRONT, null, lifetime, origin.address());
    return oauthTokens
        .issue(wanted, account.signInVersion())
        .map(issued -> {
          credentials.clearFailures(store, email.digest());
          audit.record(AuditEvent.of(AuditEvent.Type.SIGNED_IN, account.id(), origin));
          endOldest(account.id());
          return new Outcome.SignedIn(token, lifetime);
        });
  }

  private void endOldest(CustomerId customer) {
    int ended = oauthTokens.endOldestSignIns(customer, OAuthToken.MOST_SIGN_INS);
    if (ended > 0) {
      audit.record(
          AuditEvent.of(AuditEvent.Type.OAUTH_TOKEN_REVOKED, customer, Origin.SYSTEM)
              .counting(ended));
    }
  }

  // one event in any case, two where the address is locked by this failure: the number depends on
  // the failures of the address alone, not on whether it has an account
  private static List<AuditEvent> failure(
      Credentials.@Nullable Account account, boolean locked, Origin origin) {
    CustomerId id = account == null ? null : account.id();
    List<AuditEvent> events = new ArrayList<>(2);
    events.add(AuditEvent.failed(AuditEvent.Type.SIGN_IN_FAILED, id, origin));
    if (locked) {
      events.add(AuditEvent.of(AuditEvent.Type.LOCKED_OUT, id, origin));
    }
    return events;
  }

  /// What became of it.
  public sealed interface Outcome {
    /// The customer is signed in; the token is shown this once.
    record SignedIn(AccessToken token, Duration lifetime) implements Outcome {}

    /// Wrong e-mail, wrong password, locked, disabled: the caller is not told which.
    record Refused() implements Outcome {}
  }
}
