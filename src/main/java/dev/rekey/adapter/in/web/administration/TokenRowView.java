package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.web.page.FormattedInstant;

/// A token in the list of a customer's tokens, without its secret.
///
/// @param signIn true if the token is a sign-in at the storefront
/// @param issuedFrom client address of the issuing call; empty if unknown
/// @param used time of last use, to the minute
/// @param usedFrom client address of the last use; empty if unknown
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
  /// The message key of its state.
  public String stateKey() {
    return "page.administration.token." + state;
  }
}
