package dev.rekey.application;

import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.application.port.Sleeper;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.Origin;
import dev.rekey.domain.OutboxSettings;
import dev.rekey.domain.customer.Colour;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.customer.Store;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.customer.Stores;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.reset.Admission;
import dev.rekey.domain.reset.ResetToken;
import dev.rekey.domain.revocation.AccessToken;
import dev.rekey.domain.revocation.ForceSignInProgress;
import dev.rekey.domain.settings.Setting;
import dev.rekey.fake.CountingTokenSource;
import dev.rekey.fake.FixedSettings;
import dev.rekey.fake.ImmediateUnitOfWork;
import dev.rekey.fake.InMemoryCredentials;
import dev.rekey.fake.InMemoryCustomers;
import dev.rekey.fake.InMemoryForceSignInJobs;
import dev.rekey.fake.InMemoryOAuthTokens;
import dev.rekey.fake.InMemoryPasswordDisputes;
import dev.rekey.fake.InMemoryRemoteRevocations;
import dev.rekey.fake.InMemoryResetIntake;
import dev.rekey.fake.InMemoryResetOutbox;
import dev.rekey.fake.InMemoryResetTokens;
import dev.rekey.fake.InMemorySpentCalls;
import dev.rekey.fake.InMemoryStore;
import dev.rekey.fake.InMemoryTokenUses;
import dev.rekey.fake.ListedPasswords;
import dev.rekey.fake.PlainHashing;
import dev.rekey.fake.RecordingAuditTrail;
import dev.rekey.fake.RecordingBackgroundWork;
import dev.rekey.fake.RecordingMail;
import dev.rekey.fake.RecordingSecurityEvents;
import dev.rekey.fake.SettableClock;
import dev.rekey.fake.SettableTokenStore;
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
final class Rekey {
  static final StoreId SHOP = StoreId.DEFAULT;
  static final String ISSUER = "https://login.example";
  static final CustomerId MARIA = new CustomerId("maria");
  static final String MARIAS_EMAIL = "maria@example.com";
  static final String OLD = "opensesame";
  static final String NEW = "correct-horse";
  static final Duration DISPUTE_LIFETIME = Duration.ofDays(7);
  static final Sleeper NO_DELAY = _ -> Thread.yield();
  static final OutboxSettings OUTBOX_SETTINGS =
      new OutboxSettings(Duration.ofSeconds(60), Duration.ofSeconds(20), Duration.ofSeconds(2));
  static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
  static final Origin VISITOR = Origin.customer(ClientAddress.of(new byte[] {(byte) 192, 0, 2, 1}));
  static final Origin ADMINISTRATOR = Origin.administrator("admin-1", null);

  final SettableClock clock = new SettableClock(START);
  final InMemoryStore store = new InMemoryStore(clock);
  final InMemoryCustomers customers = new InMemoryCustomers(store);
  final InMemoryResetTokens resetTokens = new InMemoryResetTokens(store);
  final InMemoryPasswordDisputes disputes = new InMemoryPasswordDisputes(store);
  final InMemoryOAuthTokens oauthTokens = new InMemoryOAuthTokens(store);
  final InMemoryResetIntake intake = new InMemoryResetIntake(store);
  final InMemoryResetOutbox outbox = new InMemoryResetOutbox(store);
  final RecordingAuditTrail audit = new RecordingAuditTrail(store);
  final RecordingSecurityEvents securityEvents = new RecordingSecurityEvents(store);
  final RecordingBackgroundWork background = new RecordingBackgroundWork(store);
  final RecordingMail mail = new RecordingMail();
  final FixedSettings settings = new FixedSettings(store);
  final CountingTokenSource tokenSource = new CountingTokenSource();
  final PlainHashing hashing = new PlainHashing();
  final InMemoryCredentials credentials = new InMemoryCredentials(store, hashing);
  final ImmediateUnitOfWork unitOfWork = new ImmediateUnitOfWork(store);
  final Stores stores = new Stores(Map.of(SHOP, shop()));

  final InMemoryRemoteRevocations remoteRevocations = new InMemoryRemoteRevocations(store);
  final RevokeElsewhere nowhereElse = elsewhere(List.of());
  final Revocations revocations = revocations(nowhereElse);
  final NewPasswords newPasswords =
      new NewPasswords(
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
  final RenewResetLink renewResetLink = new RenewResetLink(resetTokens, requestPasswordReset);
  final TriggerPasswordReset triggerPasswordReset =
      new TriggerPasswordReset(customers, intake, settings, audit);
  final MailResetLinks mailResetLinks =
      new MailResetLinks(
          outbox,
          new Recipients(customers, resetTokens, tokenSource, settings, clock),
          mail,
          stores,
          audit,
          unitOfWork,
          clock,
          NO_DELAY,
          OUTBOX_SETTINGS,
          Runnable::run);
  final MailNotice mailNotice =
      new MailNotice(
          customers, disputes, tokenSource, DISPUTE_LIFETIME, mail, stores, audit, clock);
  final ValidateResetToken validateResetToken = new ValidateResetToken(resetTokens, settings);
  final ConfirmPasswordReset confirmPasswordReset =
      new ConfirmPasswordReset(
          resetTokens, customers, credentials, newPasswords, audit, unitOfWork);
  final SignIn signIn =
      new SignIn(credentials, hashing, oauthTokens, tokenSource, settings, audit, unitOfWork);
  final SignOut signOut = new SignOut(oauthTokens, audit, unitOfWork);
  final RevokeGlobally revokeGlobally =
      new RevokeGlobally(
          customers, revocations, new InMemorySpentCalls(store), Set.of(ISSUER), unitOfWork);
  final DisputePasswordChange disputePasswordChange =
      new DisputePasswordChange(
          disputes, customers, credentials, newPasswords, revocations, outbox, audit, unitOfWork);
  final SignOutEverywhere signOutEverywhere = new SignOutEverywhere(oauthTokens, revocations);
  final UseToken useToken = new UseToken(oauthTokens, new InMemoryTokenUses(store));
  final ChangePassword changePassword =
      new ChangePassword(
          oauthTokens,
          customers,
          credentials,
          credentials,
          hashing,
          newPasswords,
          settings,
          audit,
          unitOfWork);
  final InMemoryForceSignInJobs jobs = new InMemoryForceSignInJobs(store);
  final StartForceSignIns startForceSignIns =
      new StartForceSignIns(jobs, IdentityBackend.BUILT_IN, background, audit, unitOfWork);
  final PerformForceSignIns performForceSignIns =
      new PerformForceSignIns(
          jobs,
          lookup(customers, IdentityBackend.BUILT_IN),
          customers,
          revocations,
          audit,
          unitOfWork,
          NO_DELAY,
          Duration.ZERO);
  final ForceSignIn forceSignIn = new ForceSignIn(revocations, audit);
  final PutCustomer putCustomer =
      new PutCustomer(customers, customers, credentials, newPasswords, audit);
  final EraseCustomer eraseCustomer = new EraseCustomer(customers, audit, unitOfWork);
  final FindCustomers findCustomers = new FindCustomers(customers);
  final ReadAuditTrail readAuditTrail = new ReadAuditTrail(customers, audit);
  final IssueOAuthToken issueOAuthToken =
      new IssueOAuthToken(customers, oauthTokens, tokenSource, audit, unitOfWork);
  final ListOAuthTokens listOAuthTokens = new ListOAuthTokens(customers, oauthTokens);
  final RevokeOAuthToken revokeOAuthToken =
      new RevokeOAuthToken(customers, oauthTokens, audit, unitOfWork);
  final ChangeSettings changeSettings = new ChangeSettings(settings, audit, unitOfWork);

  RevokeElsewhere elsewhere(List<SettableTokenStore> tokenStores) {
    return new RevokeElsewhere(
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

  Revocations revocations(RevokeElsewhere elsewhere) {
    return new Revocations(customers, oauthTokens, audit, securityEvents, elsewhere, unitOfWork);
  }

  ForceSignInLookup lookup(Customers customers, IdentityBackend accounts) {
    return new ForceSignInLookup(jobs, customers, accounts, unitOfWork);
  }

  /// Rekey with Maria, an active customer with a password.
  static Rekey withMaria() {
    Rekey rekey = new Rekey();
    rekey.put(MARIA, MARIAS_EMAIL, Customer.Status.ACTIVE, OLD);
    return rekey;
  }

  PutCustomer.Outcome put(
      CustomerId id, String email, Customer.Status status, @Nullable String password) {
    return putCustomer.put(
        id,
        new CustomerProfile(SHOP, email(email), "Maria", Locale.ENGLISH, status),
        password == null ? null : Password.of(password),
        ADMINISTRATOR);
  }

  Customer maria() {
    return customers.find(MARIA).orElseThrow();
  }

  Admission request(String email) {
    return requestPasswordReset.request(SHOP, email(email), VISITOR).toCompletableFuture().join();
  }

  int mailDue() {
    return mailDue(() -> false, new CompletableFuture<>());
  }

  int mailDue(BooleanSupplier stopping, CompletableFuture<?> lastCall) {
    return mailResetLinks.mailDue(100, stopping, lastCall);
  }

  /// Asks for a link, has the mail written and takes the token out of it, as a customer would.
  ResetToken mailedToken() {
    clock.advance(Duration.ofMinutes(10));
    request(MARIAS_EMAIL);
    int before = mail.links().size();
    mailDue();
    if (mail.links().size() != before + 1) {
      throw new AssertionError("One mail was expected");
    }
    return mail.links().getLast().token();
  }

  ConfirmPasswordReset.Outcome confirm(ResetToken token, String password) {
    return confirmPasswordReset.confirm(token, Password.of(password), null, VISITOR);
  }

  SignIn.Outcome signIn(String password) {
    return signIn.signIn(SHOP, email(MARIAS_EMAIL), Password.of(password), VISITOR);
  }

  /// Signs in, which has to succeed.
  AccessToken signedIn(String password) {
    if (signIn(password) instanceof SignIn.Outcome.SignedIn(AccessToken token, Duration _)) {
      return token;
    }
    throw new AssertionError("Not signed in");
  }

  AccessToken issued(String client) {
    if (issueOAuthToken.issue(MARIA, client, null, Duration.ofDays(365), ADMINISTRATOR)
        instanceof IssueOAuthToken.Outcome.Issued(var _, AccessToken secret)) {
      return secret;
    }
    throw new AssertionError("Not issued");
  }

  boolean counts(AccessToken token) {
    return valid(token).isPresent();
  }

  Optional<OAuthTokens.Valid> valid(AccessToken token) {
    return oauthTokens.findValid(token.digest());
  }

  ForceSignInProgress progress(UUID job) {
    return jobs.find(job, 100).orElseThrow();
  }

  void set(Setting setting, String value) {
    changeSettings.change(Map.of(setting, Optional.of(value)), ADMINISTRATOR);
  }

  void performBackgroundWork() {
    background.perform((task, stopping) ->
        switch (task) {
          case BackgroundWork.Task.NoticeMail notice -> mailNotice.mail(notice);
          case BackgroundWork.Task.Housekeeping _ -> BackgroundWork.Progress.ENDED;
          case BackgroundWork.Task.ForceSignIns _ -> performForceSignIns.perform(stopping);
          case BackgroundWork.Task.RemoteRevocations _ -> nowhereElse.perform(stopping);
          case BackgroundWork.Task.SecurityEvents _ -> BackgroundWork.Progress.ENDED;
        });
  }

  static EmailAddress email(String text) {
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
