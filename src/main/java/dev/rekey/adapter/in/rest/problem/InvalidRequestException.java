package dev.rekey.adapter.in.rest.problem;

import java.util.List;
import java.util.stream.Stream;

/// An invalid request, with its errors: the first 20 of them, so that a small request never causes
/// a large response.
public final class InvalidRequestException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private static final int MAX_ERRORS = 20;
  private static final int MAX_POINTER_LENGTH = 256;

  private final transient List<Fault> errors;

  public InvalidRequestException(List<Fault> faults) {
    super("Invalid request", null, false, false);
    this.errors =
        Stream.concat(
                faults.stream().limit(MAX_ERRORS).map(InvalidRequestException::bounded),
                faults.size() > MAX_ERRORS
                    ? Stream.of(new Fault("#", "invalid.more", List.of()))
                    : Stream.of())
            .toList();
  }

  // a longer pointer is cut to that of an ancestor
  private static Fault bounded(Fault fault) {
    String pointer = fault.pointer();
    while (pointer.length() > MAX_POINTER_LENGTH) {
      pointer = pointer.substring(0, pointer.lastIndexOf('/'));
    }
    return new Fault(pointer, fault.key(), fault.arguments());
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
