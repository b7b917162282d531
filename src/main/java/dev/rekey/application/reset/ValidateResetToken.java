package dev.rekey.application.reset;

import dev.rekey.application.port.reset.ResetTokens;
import dev.rekey.application.port.settings.SettingsStore;
import dev.rekey.domain.password.PasswordPolicy;
import dev.rekey.domain.reset.ResetToken;
import java.time.Instant;

/// Checks a link before the customer types a password. It changes nothing, so that a link scanner
/// cannot consume a link.
public final class ValidateResetToken {
  private final ResetTokens tokens;
  private final SettingsStore settings;

  public ValidateResetToken(ResetTokens tokens, SettingsStore settings) {
    this.tokens = tokens;
    this.settings = settings;
  }

  /// Checks `token`.
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

  /// The state of a token.
  public sealed interface Outcome {
    /// The token accepts a password that meets `policy`, until `expiresAt`.
    record Usable(Instant expiresAt, PasswordPolicy policy) implements Outcome {}

    /// The token was used, or the password or the email changed since.
    record Used() implements Outcome {}

    /// The token has expired.
    record Expired() implements Outcome {}

    /// The token was never mailed, or its account was erased.
    record Unknown() implements Outcome {}
  }
}
