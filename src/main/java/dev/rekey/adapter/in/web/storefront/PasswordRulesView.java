package dev.rekey.adapter.in.web.storefront;

import dev.rekey.adapter.in.web.page.FormModel;
import dev.rekey.adapter.in.web.page.PageRenderer;
import dev.rekey.adapter.in.web.page.PageRequest;
import dev.rekey.domain.password.PasswordPolicy;
import dev.rekey.domain.password.PasswordRule;
import dev.rekey.domain.password.PasswordViolation;
import java.util.ArrayList;
import java.util.List;

/// The rules for a new password for display, and the error messages of broken rules.
public final class PasswordRulesView {
  static final String NEW = "new-password";
  static final String REPEAT = "repeat-password";
  static final String CURRENT = "current-password";

  private PasswordRulesView() {}

  /// The rules to show before any input.
  static List<Shown> of(PageRenderer pageRenderer, PageRequest pageRequest, PasswordPolicy policy) {
    List<Shown> rules = new ArrayList<>();
    rules.add(
        checked(pageRenderer, pageRequest, PasswordRule.MINIMUM_LENGTH, policy.minimumLength()));
    if (!policy.spacesAllowed()) {
      rules.add(checked(pageRenderer, pageRequest, PasswordRule.SPACES, 0));
    }
    if (policy.requiredCharacterClasses() > 1) {
      rules.add(
          checked(
              pageRenderer,
              pageRequest,
              PasswordRule.CHARACTER_CLASSES,
              policy.requiredCharacterClasses()));
    }
    rules.add(checkedByService(pageRenderer, pageRequest, PasswordRule.SAME_AS_EMAIL));
    if (policy.rejectCompromised()) {
      rules.add(checkedByService(pageRenderer, pageRequest, PasswordRule.COMPROMISED));
    }
    rules.add(
        new Shown(
            PasswordRule.CONFIRMATION.text(),
            0,
            pageRenderer.text(pageRequest, "page.rule.confirmation")));
    return rules;
  }

  /// Adds an error to each field that breaks a rule.
  static void addErrors(
      PageRenderer pageRenderer,
      PageRequest pageRequest,
      FormModel formModel,
      List<PasswordViolation> broken) {
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
                UNCHANGED,
                IDENTITY_PROVIDER ->
                NEW;
          };
      formModel.addError(
          field, pageRenderer.text(pageRequest, "password." + one.rule().text(), one.bound()));
    }
  }

  /// A rule that the script checks during input.
  private static Shown checked(
      PageRenderer pageRenderer, PageRequest pageRequest, PasswordRule rule, int bound) {
    return new Shown(
        rule.text(), bound, pageRenderer.text(pageRequest, "password." + rule.text(), bound));
  }

  /// A rule that only the service can check.
  private static Shown checkedByService(
      PageRenderer pageRenderer, PageRequest pageRequest, PasswordRule rule) {
    return new Shown("", 0, pageRenderer.text(pageRequest, "page.rule." + rule.text()));
  }

  /// A rule for display.
  ///
  /// @param name key of the check in the script; empty if the script cannot check it
  /// @param bound required length or count
  /// @param text description for the customer
  public record Shown(String name, int bound, String text) {}
}
