package dev.rekey.architecture.wrong.adapter.out.mail;

import dev.rekey.architecture.wrong.adapter.out.postgres.PublicRow;

/// Wrong: adapters do not know each other.
record KnowsItsSibling(PublicRow row) {}
