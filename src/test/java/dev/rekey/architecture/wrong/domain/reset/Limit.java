package dev.rekey.architecture.wrong.domain.reset;

/// A value of a wing. Nothing is wrong with it.
public record Limit(int perHour) {}
