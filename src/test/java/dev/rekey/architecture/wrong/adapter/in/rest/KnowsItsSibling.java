package dev.rekey.architecture.wrong.adapter.in.rest;

import dev.rekey.architecture.wrong.adapter.in.schedule.Sibling;

/// Wrong: adapters do not know each other.
record KnowsItsSibling(Sibling sibling) {}
