package dev.rekey.architecture.wrong.domain;

/// Wrong: the name says nothing.
final class PriceHelper {}
