package dev.rekey.adapter.in.web;

/// A token in the list of a customer's, without anything that could be used.
///
/// @param signIn whether it stands for a sign-in at the storefront
/// @param state `counts`, `expired` or `revoked`
public record TokenLine(
    String client,
    boolean signIn,
    String scope,
    Moment issued,
    Moment expires,
    String state,
    Moment revoked) {
  /// The key of the text of its state.
  public String stateKey() {
    return "page.administration.token." + state;
  }
}
