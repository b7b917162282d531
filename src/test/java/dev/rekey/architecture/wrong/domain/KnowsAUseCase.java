package dev.rekey.architecture.wrong.domain;

import dev.rekey.architecture.wrong.application.DoSomething;

/// Wrong: the domain is inside the application.
record KnowsAUseCase(DoSomething useCase) {}
