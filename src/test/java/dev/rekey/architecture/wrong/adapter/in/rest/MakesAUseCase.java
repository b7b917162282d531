package dev.rekey.architecture.wrong.adapter.in.rest;

import dev.rekey.architecture.wrong.application.DoSomething;

/// Wrong: use cases are made by the wiring alone.
final class MakesAUseCase {
  final DoSomething useCase = new DoSomething();
}
