package dev.rekey.adapter.in.web;

import dev.rekey.domain.password.PasswordPolicy;
import dev.rekey.domain.password.PasswordRule;
import dev.rekey.domain.password.PasswordViolation;
import java.util.ArrayList;
import java.util.List;

/// The rules for a new password as a page shows them, and what a page says where one is broken.
public final class PasswordRules {
  static final String NEW = "new-password";
  static final String REPEAT = "repeat-password";
  static final String CURRENT = "current-password";

  private PasswordRules() {}

  /// What is worth telling before anything is typed.
  static List<Shown> of(Pages pages, Visit visit, PasswordPolicy policy) {
    List<Shown> rules = new ArrayList<>();
    rules.add(checked(pages, visit, PasswordRule.MINIMUM_LENGTH, policy.minimumLength()));
    if (!policy.spacesAllowed()) {
      rules.add(checked(pages, visit, PasswordRule.SPACES, 0));
    }
    if (policy.requiredCharacterClasses() > 1) {
      rules.add(
          checked(pages, visit, PasswordRule.CHARACTER_CLASSES, policy.requiredCharacterClasses()));
    }
    rules.add(told(pages, visit, PasswordRule.SAME_AS_EMAIL));
    if (policy.rejectCompromised()) {
      rules.add(told(pages, visit, PasswordRule.COMPROMISED));
    }
    rules.add(
        new Shown(PasswordRule.CONFIRMATION.text(), 0, pages.say(visit, "page.rule.confirmation")));
    return rules;
  }

  /// Writes beside the fields what is wrong with them.
  static void tell(Pages pages, Visit visit, Form form, List<PasswordViolation> broken) {
    for (PasswordViolation one : broken) {
      String field =
          switch (one.rule()) {
            case CONFIRMATION -> REPEAT;
            case CURRENT_PASSWORD -> CURRENT;
            case MINIMUM_LENGTH,
                MAXIMUM_LENGTH,
                SPACES,
                CHARACTER_CLASSES,
                COMPROMISED,
                SAME_AS_EMAIL,
                IDENTITY_PROVIDER ->
                NEW;
          };
      form.wrong(field, pages.say(visit, "password." + one.rule().text(), one.bound()));
    }
  }

  /// A rule that the script checks while somebody types.
  private static Shown checked(Pages pages, Visit visit, PasswordRule rule, int bound) {
    return new Shown(rule.text(), bound, pages.say(visit, "password." + rule.text(), bound));
  }

  /// A rule that only the service can check.
  private static Shown told(Pages pages, Visit visit, PasswordRule rule) {
    return new Shown("", 0, pages.say(visit, "page.rule." + rule.text()));
  }

  /// A rule on a page.
  ///
  /// @param name what the script knows it by; empty where it can't check it
  /// @param bound the length or count that it asks for
  /// @param text what it asks for, in words
  public record Shown(String name, int bound, String text) {}
}
