package dev.rekey.adapter.in.web.administration;

import java.util.Set;

/// An administrator with a session.
///
/// @param subject `sub` of the token, recorded in the audit trail
/// @param name display name
/// @param rights granted roles
record Administrator(String subject, String name, Set<String> rights) {
  boolean may(String right) {
    return rights.contains(right);
  }
}
