package dev.rekey.architecture.wrong.application;

import dev.rekey.architecture.wrong.adapter.out.postgres.PublicRow;

/// Wrong: the application is inside the adapters.
record KnowsAnAdapter(PublicRow row) {}
