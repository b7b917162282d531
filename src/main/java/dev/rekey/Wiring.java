package dev.rekey;

import dev.rekey.adapter.out.postgres.Local;
import dev.rekey.application.ChangePassword;
import dev.rekey.application.ChangeSettings;
import dev.rekey.application.ConfirmPasswordReset;
import dev.rekey.application.EraseCustomer;
import dev.rekey.application.FindCustomers;
import dev.rekey.application.ForceSignIn;
import dev.rekey.application.IssueOAuthToken;
import dev.rekey.application.ListOAuthTokens;
import dev.rekey.application.NewPasswords;
import dev.rekey.application.PutCustomer;
import dev.rekey.application.ReadAuditTrail;
import dev.rekey.application.RenewResetLink;
import dev.rekey.application.RequestPasswordReset;
import dev.rekey.application.Revocations;
import dev.rekey.application.RevokeElsewhere;
import dev.rekey.application.RevokeGlobally;
import dev.rekey.application.RevokeOAuthToken;
import dev.rekey.application.SignIn;
import dev.rekey.application.SignOut;
import dev.rekey.application.SignOutEverywhere;
import dev.rekey.application.StartForceSignIns;
import dev.rekey.application.TriggerPasswordReset;
import dev.rekey.application.ValidateResetToken;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.CompromisedPasswords;
import dev.rekey.application.port.Credentials;
import dev.rekey.application.port.CustomerRegistry;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.ForceSignInJobs;
import dev.rekey.application.port.OAuthTokens;
import dev.rekey.application.port.PasswordDisputes;
import dev.rekey.application.port.PasswordHashing;
import dev.rekey.application.port.ResetIntake;
import dev.rekey.application.port.ResetTokens;
import dev.rekey.application.port.SecurityEvents;
import dev.rekey.application.port.SettingsStore;
import dev.rekey.application.port.SignInAttempts;
import dev.rekey.application.port.SpentCalls;
import dev.rekey.application.port.TokenSource;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.customer.IdentityBackend;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/// All use cases except those of [BackgroundWiring], [DisputesWiring], [SecurityEventsWiring],
/// [TokenStoresWiring] and [TokensWiring].
class Wiring {
  @Produces
  @Singleton
  NewPasswords newPasswords(
      Credentials credentials,
      @Local SignInAttempts attempts,
      CompromisedPasswords compromised,
      SettingsStore settings,
      AuditTrail audit,
      BackgroundWork background,
      Revocations revocations,
      PasswordDisputes disputes,
      UnitOfWork unitOfWork) {
    return new NewPasswords(
        credentials,
        attempts,
        compromised,
        settings,
        audit,
        background,
        revocations,
        disputes,
        unitOfWork);
  }

  @Produces
  @Singleton
  RequestPasswordReset requestPasswordReset(
      ResetIntake intake, SettingsStore settings, IdentityBackend accounts) {
    return new RequestPasswordReset(intake, settings, accounts);
  }

  @Produces
  @Singleton
  RenewResetLink renewResetLink(ResetTokens tokens, RequestPasswordReset requestPasswordReset) {
    return new RenewResetLink(tokens, requestPasswordReset);
  }

  @Produces
  @Singleton
  Revocations revocations(
      Customers customers,
      OAuthTokens oauthTokens,
      AuditTrail audit,
      SecurityEvents securityEvents,
      RevokeElsewhere elsewhere,
      UnitOfWork unitOfWork) {
    return new Revocations(customers, oauthTokens, audit, securityEvents, elsewhere, unitOfWork);
  }

  @Produces
  @Singleton
  RevokeGlobally revokeGlobally(
      Customers customers,
      Revocations revocations,
      SpentCalls spentCalls,
      Settings settings,
      UnitOfWork unitOfWork) {
    return new RevokeGlobally(
        customers,
        revocations,
        spentCalls,
        Set.copyOf(settings.subjectIssuers().orElse(List.of())),
        unitOfWork);
  }

  @Produces
  @Singleton
  SignOutEverywhere signOutEverywhere(OAuthTokens oauthTokens, Revocations revocations) {
    return new SignOutEverywhere(oauthTokens, revocations);
  }

  @Produces
  @Singleton
  TriggerPasswordReset triggerPasswordReset(
      Customers customers, ResetIntake intake, SettingsStore settings, AuditTrail audit) {
    return new TriggerPasswordReset(customers, intake, settings, audit);
  }

  @Produces
  @Singleton
  ValidateResetToken validateResetToken(ResetTokens tokens, SettingsStore settings) {
    return new ValidateResetToken(tokens, settings);
  }

  @Produces
  @Singleton
  ConfirmPasswordReset confirmPasswordReset(
      ResetTokens tokens,
      Customers customers,
      Credentials credentials,
      NewPasswords passwords,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    return new ConfirmPasswordReset(tokens, customers, credentials, passwords, audit, unitOfWork);
  }

  @Produces
  @Singleton
  SignIn signIn(
      @Local SignInAttempts attempts,
      PasswordHashing hashing,
      OAuthTokens oauthTokens,
      TokenSource tokenSource,
      SettingsStore settings,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    return new SignIn(attempts, hashing, oauthTokens, tokenSource, settings, audit, unitOfWork);
  }

  @Produces
  @Singleton
  SignOut signOut(OAuthTokens oauthTokens, AuditTrail audit, UnitOfWork unitOfWork) {
    return new SignOut(oauthTokens, audit, unitOfWork);
  }

  @Produces
  @Singleton
  ChangePassword changePassword(
      OAuthTokens oauthTokens,
      Customers customers,
      Credentials credentials,
      @Local SignInAttempts attempts,
      PasswordHashing hashing,
      NewPasswords passwords,
      SettingsStore settings,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    return new ChangePassword(
        oauthTokens,
        customers,
        credentials,
        attempts,
        hashing,
        passwords,
        settings,
        audit,
        unitOfWork);
  }

  @Produces
  @Singleton
  ForceSignIn forceSignIn(Revocations revocations, AuditTrail audit) {
    return new ForceSignIn(revocations, audit);
  }

  @Produces
  @Singleton
  StartForceSignIns startForceSignIns(
      ForceSignInJobs jobs,
      IdentityBackend accounts,
      BackgroundWork background,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    return new StartForceSignIns(jobs, accounts, background, audit, unitOfWork);
  }

  @Produces
  @Singleton
  FindCustomers findCustomers(Customers customers) {
    return new FindCustomers(customers);
  }

  @Produces
  @Singleton
  ReadAuditTrail readAuditTrail(Customers customers, AuditTrail audit) {
    return new ReadAuditTrail(customers, audit);
  }

  @Produces
  @Singleton
  PutCustomer putCustomer(
      @Local CustomerRegistry registry,
      Customers customers,
      Credentials credentials,
      NewPasswords passwords,
      AuditTrail audit) {
    return new PutCustomer(registry, customers, credentials, passwords, audit);
  }

  @Produces
  @Singleton
  EraseCustomer eraseCustomer(
      @Local CustomerRegistry registry, AuditTrail audit, UnitOfWork unitOfWork) {
    return new EraseCustomer(registry, audit, unitOfWork);
  }

  @Produces
  @Singleton
  IssueOAuthToken issueOAuthToken(
      Customers customers,
      OAuthTokens oauthTokens,
      TokenSource tokenSource,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    return new IssueOAuthToken(customers, oauthTokens, tokenSource, audit, unitOfWork);
  }

  @Produces
  @Singleton
  ListOAuthTokens listOAuthTokens(Customers customers, OAuthTokens oauthTokens) {
    return new ListOAuthTokens(customers, oauthTokens);
  }

  @Produces
  @Singleton
  RevokeOAuthToken revokeOAuthToken(
      Customers customers, OAuthTokens oauthTokens, AuditTrail audit, UnitOfWork unitOfWork) {
    return new RevokeOAuthToken(customers, oauthTokens, audit, unitOfWork);
  }

  @Produces
  @Singleton
  ChangeSettings changeSettings(SettingsStore settings, AuditTrail audit, UnitOfWork unitOfWork) {
    return new ChangeSettings(settings, audit, unitOfWork);
  }
}
