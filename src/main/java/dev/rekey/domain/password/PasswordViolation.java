package dev.rekey.domain.password;

/// A rule that a password violates.
///
/// @param rule the rule
/// @param bound the length or count of the rule; 0 if it has none
public record PasswordViolation(PasswordRule rule, int bound) {
  /// Creates a violation of a rule without a bound.
  public PasswordViolation(PasswordRule rule) {
    this(rule, 0);
  }
}
