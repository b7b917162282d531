package dev.rekey.architecture.wrong.application.port;

import dev.rekey.architecture.wrong.application.DoSomething;

/// Wrong: use cases are built on ports, and not the other way round.
interface KnowsAUseCase {
  DoSomething useCase();
}
