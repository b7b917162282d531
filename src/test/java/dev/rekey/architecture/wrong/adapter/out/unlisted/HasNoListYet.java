package dev.rekey.architecture.wrong.adapter.out.unlisted;

/// Wrong: an adapter that no list allows anything.
final class HasNoListYet {}
