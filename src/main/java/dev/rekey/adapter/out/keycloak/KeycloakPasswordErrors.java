package dev.rekey.adapter.out.keycloak;

import dev.rekey.domain.password.PasswordRule;
import dev.rekey.domain.password.PasswordViolation;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts what the realm's password policy says into the words of ours. It names the first rule that
/// is broken, and no other.
final class KeycloakPasswordErrors {
  private static final String PREFIX = "invalidPassword";
  private static final Pattern NUMBER = Pattern.compile("(?<![0-9])[0-9]{1,4}(?![0-9])");

  private KeycloakPasswordErrors() {}

  /// The rule that `key` stands for; nothing where it is no word on a password at all.
  static Optional<PasswordViolation> of(String key, String description) {
    if (!key.startsWith(PREFIX)) {
      return Optional.empty();
    }
    return Optional.of(
        switch (key) {
          case "invalidPasswordMinLengthMessage" ->
              bounded(PasswordRule.MINIMUM_LENGTH, description);
          case "invalidPasswordMaxLengthMessage" ->
              bounded(PasswordRule.MAXIMUM_LENGTH, description);
          case "invalidPasswordNotEmailMessage" ->
              new PasswordViolation(PasswordRule.SAME_AS_EMAIL);
          case "invalidPasswordBlacklistedMessage" ->
              new PasswordViolation(PasswordRule.COMPROMISED);
          default -> new PasswordViolation(PasswordRule.IDENTITY_PROVIDER);
        });
  }

  private static PasswordViolation bounded(PasswordRule rule, String description) {
    Matcher number = NUMBER.matcher(description);
    return number.find()
        ? new PasswordViolation(rule, Integer.parseInt(number.group()))
        : new PasswordViolation(PasswordRule.IDENTITY_PROVIDER);
  }
}
