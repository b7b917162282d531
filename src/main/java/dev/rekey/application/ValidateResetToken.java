package dev.rekey.application;

import dev.rekey.application.port.ResetTokens;
import dev.rekey.application.port.SettingsStore;
import dev.rekey.domain.password.PasswordPolicy;
import dev.rekey.domain.reset.ResetToken;
import java.time.Instant;

/// Tells a page whether its link works, before the customer types a password. Changes nothing,
/// however often it is called: link scanners use nothing up.
public final class ValidateResetToken {
  private final ResetTokens tokens;
  private final SettingsStore settings;

  public ValidateResetToken(ResetTokens tokens, SettingsStore settings) {
    this.tokens = tokens;
    this.settings = settings;
  }

  /// What `token` is good for.
  public Outcome validate(ResetToken token) {
    return tokens
        .find(token.digest())
        .<Outcome>map(found ->
            switch (found.state()) {
              case USABLE ->
                  new Outcome.Usable(found.link().expiresAt(), settings.current().passwordPolicy());
              case USED -> new Outcome.Used();
              case EXPIRED -> new Outcome.Expired();
            })
        .orElseGet(Outcome.Unknown::new);
  }

  /// What a token is good for.
  public sealed interface Outcome {
    /// It sets a password that meets `policy`, until `expiresAt`.
    record Usable(Instant expiresAt, PasswordPolicy policy) implements Outcome {}

    /// It was used, or the password or the e-mail changed since.
    record Used() implements Outcome {}

    /// Its time is over.
    record Expired() implements Outcome {}

    /// It was never mailed, or its account is gone.
    record Unknown() implements Outcome {}
  }
}
