package dev.rekey.application;

import dev.rekey.application.customer.EraseCustomer;
import dev.rekey.application.customer.FindCustomers;
import dev.rekey.application.customer.PutCustomer;
import dev.rekey.application.customer.ReadAuditTrail;
import dev.rekey.application.password.ChangePassword;
import dev.rekey.application.password.DisputePasswordChange;
import dev.rekey.application.password.MailBudget;
import dev.rekey.application.password.MailPasswordChangeNotice;
import dev.rekey.application.password.PasswordChanges;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.Sleeper;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.reset.ConfirmPasswordReset;
import dev.rekey.application.reset.MailResetLinks;
import dev.rekey.application.reset.RecipientResolver;
import dev.rekey.application.reset.RenewResetLink;
import dev.rekey.application.reset.RequestPasswordReset;
import dev.rekey.application.reset.TriggerPasswordReset;
import dev.rekey.application.reset.ValidateResetToken;
import dev.rekey.application.revocation.ForceSignIn;
import dev.rekey.application.revocation.ForceSignInLookup;
import dev.rekey.application.revocation.IssueOAuthToken;
import dev.rekey.application.revocation.ListOAuthTokens;
import dev.rekey.application.revocation.PropagateRevocations;
import dev.rekey.application.revocation.Revocations;
import dev.rekey.application.revocation.RevokeBySubject;
import dev.rekey.application.revocation.RevokeOAuthToken;
import dev.rekey.application.revocation.RunForceSignInJobs;
import dev.rekey.application.revocation.SignOutEverywhere;
import dev.rekey.application.revocation.StartForceSignInJob;
import dev.rekey.application.settings.ChangeSettings;
import dev.rekey.application.signin.AuthenticateToken;
import dev.rekey.application.signin.RememberDevice;
import dev.rekey.application.signin.SignIn;
import dev.rekey.application.signin.SignOut;
import dev.rekey.domain.Actor;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.customer.DeviceToken;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.ResetToken;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.revocation.ForceSignInProgress;
import dev.rekey.domain.settings.Setting;
import dev.rekey.domain.store.Colour;
import dev.rekey.domain.store.Store;
import dev.rekey.domain.store.StoreId;
import dev.rekey.domain.store.Stores;
import dev.rekey.fake.FixedSettings;
import dev.rekey.fake.ImmediateUnitOfWork;
import dev.rekey.fake.InMemoryConsumedTokenIds;
import dev.rekey.fake.InMemoryCredentials;
import dev.rekey.fake.InMemoryCustomers;
import dev.rekey.fake.InMemoryForceSignInJobs;
import dev.rekey.fake.InMemoryOAuthTokens;
import dev.rekey.fake.InMemoryPasswordDisputes;
import dev.rekey.fake.InMemoryRateLimiter;
import dev.rekey.fake.InMemoryRemoteRevocations;
import dev.rekey.fake.InMemoryResetIntake;
import dev.rekey.fake.InMemoryResetOutbox;
import dev.rekey.fake.InMemoryResetTokens;
import dev.rekey.fake.InMemoryStore;
import dev.rekey.fake.InMemoryTokenUsage;
import dev.rekey.fake.RecordingAuditTrail;
import dev.rekey.fake.RecordingBackgroundWork;
import dev.rekey.fake.RecordingSecurityEvents;
import dev.rekey.fake.stub.CountingTokenGenerator;
import dev.rekey.fake.stub.ListedPasswords;
import dev.rekey.fake.stub.PlainHashing;
import dev.rekey.fake.stub.RecordingMailer;
import dev.rekey.fake.stub.SettableAuthorizationServer;
import dev.rekey.fake.stub.SettableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The whole core over fakes, and the sentences that stories are told in.
public final class CoreFixture {
  public static final StoreId SHOP = StoreId.DEFAULT;
  public static final String ISSUER = "https://login.example";
  public static final CustomerId MARIA = new CustomerId("maria");
  public static final String MARIAS_EMAIL = "maria@example.com";
  public static final String OLD = "opensesame";
  public static final String NEW = "correct-horse";
  public static final Duration DISPUTE_LIFETIME = Duration.ofDays(7);
  public static final Sleeper NO_DELAY = _ -> Thread.yield();
  public static final OutboxSettings OUTBOX_SETTINGS =
      new OutboxSettings(Duration.ofSeconds(60), Duration.ofSeconds(20), Duration.ofSeconds(2));
  public static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  public static final Actor VISITOR =
      Actor.customer(ClientAddress.of(new byte[] {(byte) 192, 0, 2, 1}));
  public static final Actor ADMINISTRATOR = Actor.administrator("admin-1", null);

  public final SettableClock clock = new SettableClock(START);
  public final InMemoryStore store = new InMemoryStore(clock);
  public final InMemoryCustomers customers = new InMemoryCustomers(store);
  public final InMemoryResetTokens resetTokens = new InMemoryResetTokens(store);
  public final InMemoryPasswordDisputes disputes = new InMemoryPasswordDisputes(store);
  public final InMemoryOAuthTokens oauthTokens = new InMemoryOAuthTokens(store);
  public final InMemoryRateLimiter rateLimiter = new InMemoryRateLimiter(store);
  final InMemoryResetIntake intake = new InMemoryResetIntake(store);
  public final InMemoryResetOutbox outbox = new InMemoryResetOutbox(store);
  public final RecordingAuditTrail audit = new RecordingAuditTrail(store);
  public final RecordingSecurityEvents securityEvents = new RecordingSecurityEvents(store);
  public final RecordingBackgroundWork background = new RecordingBackgroundWork(store);
  public final RecordingMailer mail = new RecordingMailer();
  public final FixedSettings settings = new FixedSettings(store);
  public final CountingTokenGenerator tokenGenerator = new CountingTokenGenerator();
  public final PlainHashing hashing = new PlainHashing();
  public final InMemoryCredentials credentials = new InMemoryCredentials(store, hashing);
  public final ImmediateUnitOfWork unitOfWork = new ImmediateUnitOfWork(store);
  public final Stores stores = new Stores(Map.of(SHOP, shop()));

  public final InMemoryRemoteRevocations remoteRevocations = new InMemoryRemoteRevocations(store);
  public final PropagateRevocations nowhereElse = elsewhere(List.of());
  public final Revocations revocations = revocations(nowhereElse);
  final PasswordChanges passwordChanges =
      new PasswordChanges(
          credentials,
          credentials,
          new ListedPasswords(Set.of(Password.of("leaked-password"))),
          settings,
          audit,
          background,
          revocations,
          disputes,
          unitOfWork);
  final RequestPasswordReset requestPasswordReset =
      new RequestPasswordReset(intake, settings, IdentityBackend.BUILT_IN);
  public final RenewResetLink renewResetLink =
      new RenewResetLink(resetTokens, requestPasswordReset);
  public final TriggerPasswordReset triggerPasswordReset =
      new TriggerPasswordReset(customers, intake, settings, audit);
  public final MailBudget budget = new MailBudget(rateLimiter, settings);
  final MailResetLinks mailResetLinks =
      new MailResetLinks(
          outbox,
          new RecipientResolver(customers, resetTokens, tokenGenerator, settings, clock),
          budget,
          mail,
          stores,
          audit,
          unitOfWork,
          clock,
          NO_DELAY,
          OUTBOX_SETTINGS,
          Runnable::run);
  final MailPasswordChangeNotice mailPasswordChangeNotice =
      new MailPasswordChangeNotice(
          customers,
          disputes,
          tokenGenerator,
          DISPUTE_LIFETIME,
          rateLimiter,
          settings,
          budget,
          mail,
          stores,
          audit,
          clock);
  public final ValidateResetToken validateResetToken =
      new ValidateResetToken(resetTokens, settings);
  public final ConfirmPasswordReset confirmPasswordReset =
      new ConfirmPasswordReset(
          resetTokens, customers, credentials, passwordChanges, audit, unitOfWork);
  public final SignIn signIn =
      new SignIn(
          credentials,
          hashing,
          rateLimiter,
          oauthTokens,
          tokenGenerator,
          settings,
          audit,
          unitOfWork);
  public final RememberDevice rememberDevice =
      new RememberDevice(credentials, tokenGenerator, IdentityBackend.BUILT_IN, unitOfWork);
  public final SignOut signOut = new SignOut(oauthTokens, audit, unitOfWork);
  public final RevokeBySubject revokeBySubject =
      new RevokeBySubject(
          customers, revocations, new InMemoryConsumedTokenIds(store), Set.of(ISSUER), unitOfWork);
  public final DisputePasswordChange disputePasswordChange =
      new DisputePasswordChange(
          disputes,
          customers,
          credentials,
          passwordChanges,
          revocations,
          outbox,
          audit,
          unitOfWork);
  public final SignOutEverywhere signOutEverywhere =
      new SignOutEverywhere(oauthTokens, revocations);
  final AuthenticateToken authenticateToken =
      new AuthenticateToken(oauthTokens, new InMemoryTokenUsage(store));
  public final ChangePassword changePassword =
      new ChangePassword(
          oauthTokens,
          customers,
          credentials,
          credentials,
          hashing,
          rateLimiter,
          passwordChanges,
          settings,
          audit,
          unitOfWork);
  public final InMemoryForceSignInJobs jobs = new InMemoryForceSignInJobs(store);
  public final StartForceSignInJob startForceSignInJob =
      new StartForceSignInJob(jobs, IdentityBackend.BUILT_IN, background, audit, unitOfWork);
  public final RunForceSignInJobs runForceSignInJobs =
      new RunForceSignInJobs(
          jobs,
          lookup(customers, IdentityBackend.BUILT_IN),
          customers,
          revocations,
          audit,
          unitOfWork,
          NO_DELAY,
          Duration.ZERO);
  public final ForceSignIn forceSignIn = new ForceSignIn(revocations, audit);
  public final PutCustomer putCustomer =
      new PutCustomer(customers, customers, credentials, passwordChanges, revocations, audit);
  public final EraseCustomer eraseCustomer =
      new EraseCustomer(customers, revocations, audit, unitOfWork);
  public final FindCustomers findCustomers = new FindCustomers(customers);
  public final ReadAuditTrail readAuditTrail = new ReadAuditTrail(customers, audit);
  public final IssueOAuthToken issueOAuthToken =
      new IssueOAuthToken(customers, oauthTokens, tokenGenerator, audit, unitOfWork);
  public final ListOAuthTokens listOAuthTokens = new ListOAuthTokens(customers, oauthTokens);
  public final RevokeOAuthToken revokeOAuthToken =
      new RevokeOAuthToken(customers, oauthTokens, audit, unitOfWork);
  public final ChangeSettings changeSettings = new ChangeSettings(settings, audit, unitOfWork);

  public PropagateRevocations elsewhere(List<SettableAuthorizationServer> tokenStores) {
    return new PropagateRevocations(
        tokenStores,
        remoteRevocations,
        customers,
        audit,
        unitOfWork,
        OUTBOX_SETTINGS,
        Duration.ofSeconds(30),
        NO_DELAY,
        Runnable::run);
  }

  public Revocations revocations(PropagateRevocations elsewhere) {
    return new Revocations(customers, oauthTokens, audit, securityEvents, elsewhere, unitOfWork);
  }

  public ForceSignInLookup lookup(Customers customers, IdentityBackend accounts) {
    return new ForceSignInLookup(jobs, customers, accounts, unitOfWork);
  }

  /// Rekey with Maria, an active customer with a password.
  public static CoreFixture withMaria() {
    CoreFixture coreFixture = new CoreFixture();
    coreFixture.put(MARIA, MARIAS_EMAIL, Customer.Status.ACTIVE, OLD);
    return coreFixture;
  }

  public PutCustomer.Outcome put(
      CustomerId id, String email, Customer.Status status, @Nullable String password) {
    return putCustomer.put(
        id,
        new CustomerProfile(SHOP, email(email), "Maria", Locale.ENGLISH, status),
        password == null ? null : Password.of(password),
        ADMINISTRATOR);
  }

  public Customer maria() {
    return customers.find(MARIA).orElseThrow();
  }

  public RateLimitDecision request(String email) {
    return requestPasswordReset.request(SHOP, email(email), VISITOR).toCompletableFuture().join();
  }

  public int mailDue() {
    return mailDue(() -> false, new CompletableFuture<>());
  }

  public int mailDue(BooleanSupplier stopping, CompletableFuture<?> gracePeriodEnd) {
    return mailResetLinks.mailDue(100, stopping, gracePeriodEnd);
  }

  /// Asks for a link, has the mail written and takes the token out of it, as a customer would.
  public ResetToken mailedToken() {
    clock.advance(Duration.ofMinutes(10));
    request(MARIAS_EMAIL);
    int before = mail.links().size();
    mailDue();
    if (mail.links().size() != before + 1) {
      throw new AssertionError("One mail was expected");
    }
    return mail.links().getLast().token();
  }

  public ConfirmPasswordReset.Outcome confirm(ResetToken token, String password) {
    return confirmPasswordReset.confirm(token, Password.of(password), null, VISITOR);
  }

  public SignIn.Outcome signIn(String password) {
    return signIn(password, null);
  }

  public SignIn.Outcome signIn(String password, @Nullable DeviceToken device) {
    return signIn.signIn(SHOP, email(MARIAS_EMAIL), Password.of(password), device, VISITOR);
  }

  /// Signs in, which has to succeed.
  public AccessToken signedIn(String password) {
    if (signIn(password)
        instanceof SignIn.Outcome.SignedIn(AccessToken token, Duration _, DeviceToken _)) {
      return token;
    }
    throw new AssertionError("Not signed in");
  }

  public AccessToken issued(String client) {
    if (issueOAuthToken.issue(MARIA, client, null, Duration.ofDays(365), ADMINISTRATOR)
        instanceof IssueOAuthToken.Outcome.Issued(var _, AccessToken secret)) {
      return secret;
    }
    throw new AssertionError("Not issued");
  }

  public boolean counts(AccessToken token) {
    return valid(token).isPresent();
  }

  public Optional<OAuthTokens.Valid> valid(AccessToken token) {
    return oauthTokens.findValid(token.digest());
  }

  public ForceSignInProgress progress(UUID job) {
    return jobs.find(job, 100).orElseThrow();
  }

  public void set(Setting setting, String value) {
    changeSettings.change(Map.of(setting, Optional.of(value)), ADMINISTRATOR);
  }

  public void performBackgroundWork() {
    background.perform((task, stopping) ->
        switch (task) {
          case BackgroundWork.Task.NoticeMail notice -> mailPasswordChangeNotice.mail(notice);
          case BackgroundWork.Task.Housekeeping _ -> BackgroundWork.Progress.ENDED;
          case BackgroundWork.Task.ForceSignIns _ -> runForceSignInJobs.perform(stopping);
          case BackgroundWork.Task.RemoteRevocations _ -> nowhereElse.perform(stopping);
          case BackgroundWork.Task.SecurityEvents _ -> BackgroundWork.Progress.ENDED;
        });
  }

  public static EmailAddress email(String text) {
    return EmailAddress.parse(text).orElseThrow();
  }

  private static Store shop() {
    return new Store(
        SHOP,
        "Demo Store",
        new Colour(0x1d, 0x4f, 0xc4),
        "no-reply@shop.example",
        "support@shop.example",
        List.of(Locale.ENGLISH),
        ZoneOffset.UTC,
        URI.create("https://shop.example/reset-password"),
        URI.create("https://shop.example/forgot-password"),
        URI.create("https://shop.example/not-me"));
  }
}
