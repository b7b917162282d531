package dev.rekey.domain.password;

/// A rule for new passwords.
public enum PasswordRule {
  MINIMUM_LENGTH("minimum-length"),
  MAXIMUM_LENGTH("maximum-length"),
  SPACES("spaces"),
  CHARACTER_CLASSES("character-classes"),
  COMPROMISED("compromised"),
  SAME_AS_EMAIL("same-as-email"),
  /// The second entry differs from the first.
  CONFIRMATION("confirmation"),
  /// The current password is wrong.
  CURRENT_PASSWORD("current-password"),
  /// The new password is the current one.
  UNCHANGED("unchanged"),
  /// A rule of the identity provider that stores the password.
  IDENTITY_PROVIDER("identity-provider");

  private final String text;

  PasswordRule(String text) {
    this.text = text;
  }

  /// The name in answers and message keys.
  public String text() {
    return text;
  }
}
