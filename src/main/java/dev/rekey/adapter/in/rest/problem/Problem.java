package dev.rekey.adapter.in.rest.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A problem document (RFC 9457).
///
/// @param errors invalid members of the request
/// @param violations rules that a new password breaks
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    @Nullable List<Fault> errors,
    @Nullable List<Violation> violations) {

  /// An invalid member of the request.
  ///
  /// @param pointer a JSON pointer as a URI fragment (RFC 6901, section 6), or `#/name` for a
  ///   parameter
  public record Fault(String pointer, String detail) {}

  public record Violation(String rule, String message) {}
}
