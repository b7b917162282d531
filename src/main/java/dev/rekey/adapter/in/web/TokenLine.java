package dev.rekey.adapter.in.web;

/// A token in the list of a customer's, without anything that could be used.
///
/// @param signIn whether it stands for a sign-in at the storefront
/// @param issuedFrom from where; empty where that is not known
/// @param used when it was last used, to the minute
/// @param usedFrom from where, as far as that is known
/// @param state `counts`, `expired` or `revoked`
public record TokenLine(
    String client,
    boolean signIn,
    String scope,
    Moment issued,
    Moment expires,
    String state,
    Moment revoked,
    String issuedFrom,
    Moment used,
    String usedFrom) {
  /// The key of the text of its state.
  public String stateKey() {
    return "page.administration.token." + state;
  }
}
