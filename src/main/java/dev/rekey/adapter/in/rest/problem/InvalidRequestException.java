package dev.rekey.adapter.in.rest.problem;

import java.util.List;

/// An invalid request, with all its errors.
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> errors;

  public InvalidRequestException(List<Fault> faults) {
    super("Invalid request", null, false, false);
    this.errors = List.copyOf(faults);
  }

  public InvalidRequestException(String pointer, String key, Object... arguments) {
    this(List.of(new Fault(pointer, key, List.of(arguments))));
  }

  public List<Fault> errors() {
    return errors;
  }

  /// One error: the JSON pointer of its place and the key of its message.
  public record Fault(String pointer, String key, List<Object> arguments) {}
}
