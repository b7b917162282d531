package dev.rekey.adapter.out.keycloak;

import dev.rekey.domain.password.PasswordRule;
import dev.rekey.domain.password.PasswordViolation;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Translates errors of the realm's password policy into violations of this service. The realm
/// names only the first rule that a password breaks.
final class KeycloakPasswordErrors {
  private static final String PREFIX = "invalidPassword";
  private static final Pattern NUMBER = Pattern.compile("(?<![0-9])[0-9]{1,4}(?![0-9])");

  private KeycloakPasswordErrors() {}

  /// Returns the violation for `key`; empty if `key` is no error of the password policy.
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
