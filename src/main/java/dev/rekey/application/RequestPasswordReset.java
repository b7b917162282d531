package dev.rekey.application;

import dev.rekey.application.port.ResetIntake;
import dev.rekey.application.port.SettingsStore;
import dev.rekey.domain.Origin;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.customer.IdentityBackend;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.reset.Admission;
import dev.rekey.domain.reset.ResetRequest;
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
  public CompletionStage<Admission> request(StoreId store, EmailAddress email, Origin origin) {
    return intake.submit(
        switch (accounts) {
          case BUILT_IN -> ResetRequest.ByVisitor.of(store, email, origin);
          case KEYCLOAK -> ResetRequest.ByVisitor.keeping(store, email, origin);
        },
        settings.current().limits());
  }
}
