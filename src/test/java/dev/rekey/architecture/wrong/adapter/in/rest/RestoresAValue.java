package dev.rekey.architecture.wrong.adapter.in.rest;

import dev.rekey.architecture.wrong.domain.Value;

/// Wrong: what a caller sends is parsed, with all checks.
final class RestoresAValue {
  final Value value = Value.restore("unchecked");
}
