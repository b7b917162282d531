package dev.rekey.architecture.wrong.net;

import dev.rekey.architecture.wrong.adapter.out.postgres.PublicRow;

/// Wrong: texts know nothing of how they are sent.
record KnowsAnAdapter(PublicRow row) {}
