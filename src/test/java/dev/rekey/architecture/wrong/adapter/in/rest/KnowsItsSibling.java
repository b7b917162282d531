package dev.rekey.architecture.wrong.adapter.in.rest;

import dev.rekey.architecture.wrong.adapter.in.worker.Sibling;

/// Wrong: adapters do not know each other.
record KnowsItsSibling(Sibling sibling) {}
