package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.web.page.FormattedInstant;

/// An event in the list of the audit trail.
///
/// @param type name in the API
/// @param means method of a password change; empty for other events
/// @param tokenStore name of the remote authorization server; empty for other events
/// @param count number of affected items; -1 if the event counts nothing
/// @param kind kind of the actor
/// @param actor id of the actor; empty if unknown
/// @param address client address; empty for background work
/// @param success true if the action succeeded
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
  /// True if the event has a count.
  public boolean counts() {
    return count >= 0;
  }

  /// The message key of the event type.
  public String typeKey() {
    return "page.administration.event." + type;
  }

  /// The message key of the method of a password change.
  public String meansKey() {
    return "page.administration.event.by-" + means;
  }

  /// The message key of the kind of actor.
  public String kindKey() {
    return "page.administration.actor." + kind;
  }
}
