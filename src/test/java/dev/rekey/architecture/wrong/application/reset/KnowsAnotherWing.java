package dev.rekey.architecture.wrong.application.reset;

import dev.rekey.architecture.wrong.application.signin.Begin;

/// Wrong: the edge from reset to sign-in is not drawn.
record KnowsAnotherWing(Begin begin) {}
