package dev.rekey.architecture.wrong.adapter.in.rest.customer;

import dev.rekey.architecture.wrong.adapter.in.rest.token.Token;

/// Wrong: wings of the API do not know each other.
record KnowsAnotherWing(Token resource) {}
