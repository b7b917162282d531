package dev.rekey.architecture.wrong.config;

import dev.rekey.architecture.wrong.adapter.out.postgres.PublicRow;

/// Wrong: the wiring turns settings into values of adapters.
record KnowsAnAdapter(PublicRow row) {}
