package dev.rekey.domain.password;

/// One rule that a password broke.
///
/// @param rule which
/// @param bound the length or count that the rule asks for; 0 where it has none
public record PasswordViolation(PasswordRule rule, int bound) {
  /// A rule without a bound.
  public PasswordViolation(PasswordRule rule) {
    this(rule, 0);
  }
}
