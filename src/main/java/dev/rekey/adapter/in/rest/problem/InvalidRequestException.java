package dev.rekey.adapter.in.rest.problem;

import java.util.List;

/// A request that can't be understood, with everything that is wrong with it.
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

  /// One thing that is wrong: where, and which message says so.
  public record Fault(String pointer, String key, List<Object> arguments) {}
}
