package dev.rekey.adapter.in.web.administration;

/// What pages of the administration show around their content, besides [PageLayout].
///
/// @param style the address of their style
/// @param name of who is signed in; empty where nobody is
/// @param customers whether there is a way to the customers
/// @param settings whether there is a way to the settings
/// @param section where this page is: `customers`, `settings` or neither
/// @param zone the time zone of its times
/// @param said what became of the step before; empty where nothing is to be said
public record AdministrationLayout(
    String style,
    String name,
    boolean customers,
    boolean settings,
    String section,
    String zone,
    String said) {
  /// Whether somebody is signed in.
  public boolean signedIn() {
    return !name.isEmpty();
  }
}
