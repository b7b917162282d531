package dev.rekey.architecture.wrong;

/// Wrong: the root package holds the entry point, and not one class after another.
final class Third {}
