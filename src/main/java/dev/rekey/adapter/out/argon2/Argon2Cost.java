package dev.rekey.adapter.out.argon2;

/// What one hash costs.
///
/// @param memoryKib memory in KiB
/// @param iterations passes over the memory
/// @param parallelism lanes, worked through by one thread
public record Argon2Cost(int memoryKib, int iterations, int parallelism) {}
