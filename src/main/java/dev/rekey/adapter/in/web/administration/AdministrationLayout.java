package dev.rekey.adapter.in.web.administration;

/// The frame of administration pages, in addition to [PageLayout].
///
/// @param style path of the style sheet
/// @param name name of the administrator; empty without a session
/// @param customers true if the navigation links to the customers
/// @param settings true if the navigation links to the settings
/// @param section current section: `customers`, `settings` or empty
/// @param zone time zone of displayed times
/// @param said flash message; empty if there is none
public record AdministrationLayout(
    String style,
    String name,
    boolean customers,
    boolean settings,
    String section,
    String zone,
    String said) {
  /// True if the administrator has a session.
  public boolean signedIn() {
    return !name.isEmpty();
  }
}
