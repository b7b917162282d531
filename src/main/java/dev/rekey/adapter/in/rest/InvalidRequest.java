package dev.rekey.adapter.in.rest;

import java.util.List;

/// A request that can't be understood, with everything that is wrong with it.
final class InvalidRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Fault> faults;

  InvalidRequest(List<Fault> faults) {
    super("Invalid request", null, false, false);
    this.faults = List.copyOf(faults);
  }

  InvalidRequest(String pointer, String key, Object... arguments) {
    this(List.of(new Fault(pointer, key, List.of(arguments))));
  }

  List<Fault> faults() {
    return faults;
  }

  /// One thing that is wrong: where, and which message says so.
  record Fault(String pointer, String key, List<Object> arguments) {}
}
