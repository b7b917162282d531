package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.web.page.FormattedInstant;

/// A token in the list of a customer's, without anything that could be used.
///
/// @param signIn whether it stands for a sign-in at the storefront
/// @param issuedFrom from where; empty where that is not known
/// @param used when it was last used, to the minute
/// @param usedFrom from where, as far as that is known
/// @param state `counts`, `expired` or `revoked`
public record TokenRowView(
    String client,
    boolean signIn,
    String scope,
    FormattedInstant issued,
    FormattedInstant expires,
    String state,
    FormattedInstant revoked,
    String issuedFrom,
    FormattedInstant used,
    String usedFrom) {
  /// The key of the text of its state.
  public String stateKey() {
    return "page.administration.token." + state;
  }
}
