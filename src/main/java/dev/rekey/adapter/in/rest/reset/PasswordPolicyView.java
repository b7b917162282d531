package dev.rekey.adapter.in.rest.reset;

import dev.rekey.domain.password.PasswordPolicy;

/// The rules for new passwords, for display on a page.
record PasswordPolicyView(
    int minimumLength,
    int maximumLength,
    boolean spacesAllowed,
    int requiredCharacterClasses,
    boolean compromisedPasswordsRejected) {

  static PasswordPolicyView of(PasswordPolicy policy) {
    return new PasswordPolicyView(
        policy.minimumLength(),
        policy.maximumLength(),
        policy.spacesAllowed(),
        policy.requiredCharacterClasses(),
        policy.rejectCompromised());
  }
}
