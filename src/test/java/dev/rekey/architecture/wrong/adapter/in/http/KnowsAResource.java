package dev.rekey.architecture.wrong.adapter.in.http;

import dev.rekey.architecture.wrong.adapter.in.rest.token.Token;

/// Wrong: resources are built on what they share, and not the other way round.
record KnowsAResource(Token resource) {}
