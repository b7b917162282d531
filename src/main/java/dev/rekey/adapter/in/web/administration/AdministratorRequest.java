package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.web.page.PageRequest;
import dev.rekey.domain.Actor;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// One call of a page of the administration, by somebody who is signed in and may make it.
///
/// @param visit how it is answered
/// @param administrator who calls
/// @param request what was called
record AdministratorRequest(
    PageRequest visit, Administrator administrator, HttpServerRequest request) {
  boolean may(String right) {
    return administrator.may(right);
  }

  /// A parameter of the address; empty where it is not there or holds nothing.
  Optional<String> parameter(String name) {
    return Optional.ofNullable(request.getParam(name)).filter(value -> !value.isEmpty());
  }

  /// Who acts, for the audit trail.
  Actor origin() {
    return Actor.administrator(administrator.subject(), visit.visitor().address());
  }
}
