package dev.rekey.architecture.wrong.domain.store;

import dev.rekey.architecture.wrong.domain.reset.Limit;

/// Wrong: the reset is built on stores, and not the other way round.
record KnowsAWingAboveIt(Limit limit) {}
