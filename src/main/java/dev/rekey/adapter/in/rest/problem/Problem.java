package dev.rekey.adapter.in.rest.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A problem as RFC 9457 writes it.
///
/// @param errors what is wrong with which member of the request
/// @param violations which rules a new password breaks
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable List<Fault> errors,
    @Nullable List<Violation> violations) {

  /// @param pointer a JSON pointer as a URI fragment (RFC 6901, section 6), or `#/name` for a
  ///   parameter
  public record Fault(String pointer, String detail) {}

  public record Violation(String rule, String message) {}
}
