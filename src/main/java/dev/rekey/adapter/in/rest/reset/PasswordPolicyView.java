package dev.rekey.adapter.in.rest.reset;

import dev.rekey.domain.password.PasswordPolicy;

/// The rules for new passwords as a page shows them.
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
