package dev.rekey.wiring;

import dev.rekey.adapter.out.postgres.BuiltIn;
import dev.rekey.application.password.ChangePassword;
import dev.rekey.application.password.PasswordChanges;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.BackgroundWork;
import dev.rekey.application.port.RateLimiter;
import dev.rekey.application.port.TokenGenerator;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.password.CompromisedPasswords;
import dev.rekey.application.port.password.PasswordDisputes;
import dev.rekey.application.port.password.PasswordHashing;
import dev.rekey.application.port.reset.ResetIntake;
import dev.rekey.application.port.reset.ResetTokens;
import dev.rekey.application.port.revocation.ConsumedTokenIds;
import dev.rekey.application.port.revocation.ForceSignInJobs;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.application.port.securityevent.SecurityEvents;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.application.port.signin.Credentials;
import dev.rekey.application.port.signin.SignInAttempts;
import dev.rekey.application.reset.ConfirmPasswordReset;
import dev.rekey.application.reset.RenewResetLink;
import dev.rekey.application.reset.RequestPasswordReset;
import dev.rekey.application.reset.TriggerPasswordReset;
import dev.rekey.application.reset.ValidateResetToken;
import dev.rekey.application.revocation.ForceSignIn;
import dev.rekey.application.revocation.PropagateRevocations;
import dev.rekey.application.revocation.Revocations;
import dev.rekey.application.revocation.RevokeBySubject;
import dev.rekey.application.revocation.SignOutEverywhere;
import dev.rekey.application.revocation.StartForceSignInJob;
import dev.rekey.application.settings.ChangeSettings;
import dev.rekey.application.signin.RememberDevice;
import dev.rekey.application.signin.SignIn;
import dev.rekey.application.signin.SignOut;
import dev.rekey.config.Settings;
import dev.rekey.domain.customer.IdentityBackend;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;

/// All use cases except those of [BackgroundBeans], [DisputeBeans], [SecurityEventBeans],
/// [RemoteRevocationBeans] and [TokenBeans].
class UseCaseBeans {
  @Produces
  @Singleton
  PasswordChanges passwordChanges(
      Credentials credentials,
      @BuiltIn SignInAttempts attempts,
      CompromisedPasswords compromised,
      SettingsStore settings,
      AuditTrail audit,
      BackgroundWork background,
      Revocations revocations,
      PasswordDisputes disputes,
      UnitOfWork unitOfWork) {
    return new PasswordChanges(
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
      PropagateRevocations elsewhere,
      UnitOfWork unitOfWork) {
    return new Revocations(customers, oauthTokens, audit, securityEvents, elsewhere, unitOfWork);
  }

  @Produces
  @Singleton
  RevokeBySubject revokeBySubject(
      Customers customers,
      Revocations revocations,
      ConsumedTokenIds consumedTokenIds,
      Settings settings,
      UnitOfWork unitOfWork) {
    return new RevokeBySubject(
        customers,
        revocations,
        consumedTokenIds,
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
      PasswordChanges passwords,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    return new ConfirmPasswordReset(tokens, customers, credentials, passwords, audit, unitOfWork);
  }

  @Produces
  @Singleton
  SignIn signIn(
      @BuiltIn SignInAttempts attempts,
      PasswordHashing hashing,
      RateLimiter rateLimiter,
      OAuthTokens oauthTokens,
      TokenGenerator tokenGenerator,
      SettingsStore settings,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    return new SignIn(
        attempts, hashing, rateLimiter, oauthTokens, tokenGenerator, settings, audit, unitOfWork);
  }

  @Produces
  @Singleton
  RememberDevice rememberDevice(
      @BuiltIn SignInAttempts attempts,
      TokenGenerator tokenGenerator,
      IdentityBackend accounts,
      UnitOfWork unitOfWork) {
    return new RememberDevice(attempts, tokenGenerator, accounts, unitOfWork);
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
      @BuiltIn SignInAttempts attempts,
      PasswordHashing hashing,
      RateLimiter rateLimiter,
      PasswordChanges passwords,
      SettingsStore settings,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    return new ChangePassword(
        oauthTokens,
        customers,
        credentials,
        attempts,
        hashing,
        rateLimiter,
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
  StartForceSignInJob startForceSignInJob(
      ForceSignInJobs jobs,
      IdentityBackend accounts,
      BackgroundWork background,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    return new StartForceSignInJob(jobs, accounts, background, audit, unitOfWork);
  }

  @Produces
  @Singleton
  ChangeSettings changeSettings(SettingsStore settings, AuditTrail audit, UnitOfWork unitOfWork) {
    return new ChangeSettings(settings, audit, unitOfWork);
  }
}
