package dev.rekey.adapter.in.web.administration;

import java.util.Set;

/// Who is signed in to the administration.
///
/// @param subject the `sub` of the token, by which the audit trail knows them
/// @param name what their pages call them
/// @param rights what they may do: their roles
record Administrator(String subject, String name, Set<String> rights) {
  boolean may(String right) {
    return rights.contains(right);
  }
}
