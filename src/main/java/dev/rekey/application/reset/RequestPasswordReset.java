package dev.rekey.application.reset;

import dev.rekey.application.port.reset.ResetIntake;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.domain.Actor;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.reset.RateLimitDecision;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.store.StoreId;
import java.util.concurrent.CompletionStage;

/// Records a visitor's request for a reset link.
///
/// The request looks up no account. Known, unknown, disabled and locked addresses take the same
/// path, so that neither the answer nor its time reveals an account (OWASP ASVS 5.0, 6.3.8).
/// [MailResetLinks] looks the account up later.
public final class RequestPasswordReset {
  private final ResetIntake intake;
  private final SettingsStore settings;
  private final IdentityBackend accounts;

  public RequestPasswordReset(
      ResetIntake intake, SettingsStore settings, IdentityBackend accounts) {
    this.intake = intake;
    this.settings = settings;
    this.accounts = accounts;
  }

  /// Requests a link for `email` in `store`, which is a configured store.
  public CompletionStage<RateLimitDecision> request(
      StoreId store, EmailAddress email, Actor actor) {
    return intake.submit(
        switch (accounts) {
          case BUILT_IN -> ResetRequest.ByVisitor.of(store, email, actor);
          case KEYCLOAK -> ResetRequest.ByVisitor.keeping(store, email, actor);
        },
        settings.current().limits());
  }
}
