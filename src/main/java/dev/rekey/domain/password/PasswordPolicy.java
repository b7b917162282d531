package dev.rekey.domain.password;

import dev.rekey.domain.customer.EmailAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// The rules that a new password must meet. Lengths are Unicode code points.
///
/// @param minimumLength the minimum length (OWASP ASVS 5.0, 6.2.1, recommends 8; the shop decides)
/// @param maximumLength the maximum length, checked before hashing
/// @param spacesAllowed whether white space is allowed
/// @param requiredCharacterClasses the required number of the classes lower, upper, digit and other
/// @param rejectCompromised whether leaked passwords are rejected (OWASP ASVS 5.0, 6.2.4)
public record PasswordPolicy(
    int minimumLength,
    int maximumLength,
    boolean spacesAllowed,
    int requiredCharacterClasses,
    boolean rejectCompromised) {

  private static final List<IntPredicate> CLASSES =
      List.of(
          Character::isLowerCase,
          Character::isUpperCase,
          Character::isDigit,
          point ->
              !Character.isLowerCase(point)
                  && !Character.isUpperCase(point)
                  && !Character.isDigit(point));

  /// Lists the rules that `password` violates for the customer with `email`, except
  /// [PasswordRule#COMPROMISED], which needs a list of passwords.
  ///
  /// @param email null if the customer has none
  public List<PasswordViolation> violations(Password password, @Nullable EmailAddress email) {
    List<PasswordViolation> broken = new ArrayList<>();
    if (password.length() < minimumLength) {
      broken.add(new PasswordViolation(PasswordRule.MINIMUM_LENGTH, minimumLength));
    }
    if (password.length() > maximumLength) {
      broken.add(new PasswordViolation(PasswordRule.MAXIMUM_LENGTH, maximumLength));
    }
    if (!spacesAllowed && password.text().codePoints().anyMatch(PasswordPolicy::whiteSpace)) {
      broken.add(new PasswordViolation(PasswordRule.SPACES));
    }
    if (classes(password) < requiredCharacterClasses) {
      broken.add(new PasswordViolation(PasswordRule.CHARACTER_CLASSES, requiredCharacterClasses));
    }
    if (email != null && isAddress(password, email)) {
      broken.add(new PasswordViolation(PasswordRule.SAME_AS_EMAIL));
    }
    return broken;
  }

  private static int classes(Password password) {
    return (int) CLASSES.stream().filter(one -> password.text().codePoints().anyMatch(one)).count();
  }

  private static boolean isAddress(Password password, EmailAddress email) {
    return EmailAddress.parse(password.text()).filter(email::equals).isPresent();
  }

  // Unicode's White_Space property, which no single method of Character covers
  private static boolean whiteSpace(int point) {
    return Character.isSpaceChar(point) || (point >= 0x09 && point <= 0x0D) || point == 0x85;
  }
}
