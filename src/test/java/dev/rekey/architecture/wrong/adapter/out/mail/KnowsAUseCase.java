package dev.rekey.architecture.wrong.adapter.out.mail;

import dev.rekey.architecture.wrong.application.DoSomething;

/// Wrong: a driven adapter knows the ports only.
record KnowsAUseCase(DoSomething useCase) {}
