package dev.rekey.architecture.wrong.adapter.in.rest;

import dev.rekey.architecture.wrong.adapter.out.postgres.PublicRow;

/// Wrong: a driving adapter goes through the application.
record KnowsADrivenAdapter(PublicRow row) {}
