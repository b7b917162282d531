package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.web.page.PageRequest;
import dev.rekey.domain.Actor;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/// An authenticated and authorized request for an administration page.
///
/// @param visit page request, with the response
/// @param administrator administrator that makes the request
/// @param request HTTP request
record AdministratorRequest(
    PageRequest visit, Administrator administrator, HttpServerRequest request) {
  boolean may(String right) {
    return administrator.may(right);
  }

  /// A query parameter; empty if it is missing or blank.
  Optional<String> parameter(String name) {
    return Optional.ofNullable(request.getParam(name)).filter(value -> !value.isEmpty());
  }

  /// The administrator as the actor of audit events.
  Actor origin() {
    return Actor.administrator(administrator.subject(), visit.visitor().address());
  }
}
