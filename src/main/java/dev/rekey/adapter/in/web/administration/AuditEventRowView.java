package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.web.page.FormattedInstant;

/// An event of the audit trail.
///
/// @param type its name in the API
/// @param means how a password was or was to be changed; empty otherwise
/// @param tokenStore the token store elsewhere that it is about; empty otherwise
/// @param count of what it counts; -1 where it counts nothing
/// @param kind what sort of party acted
/// @param actor who is known to have done it; empty where nobody is
/// @param address from where; empty for the service's own work
/// @param success how it ended
public record AuditEventRowView(
    FormattedInstant at,
    String type,
    String means,
    String tokenStore,
    int count,
    String kind,
    String actor,
    String address,
    boolean success) {
  /// Whether it says of how many things it is.
  public boolean counts() {
    return count >= 0;
  }

  /// The key of the text of what happened.
  public String typeKey() {
    return "page.administration.event." + type;
  }

  /// The key of the text of how a password was changed.
  public String meansKey() {
    return "page.administration.event.by-" + means;
  }

  /// The key of what the party that acted is called.
  public String kindKey() {
    return "page.administration.actor." + kind;
  }
}
