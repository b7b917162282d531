package dev.rekey.architecture.wrong.domain.util;

/// Wrong: the package says nothing.
final class Prices {}
