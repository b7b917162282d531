package dev.rekey.adapter.out.argon2;

/// The cost of one password hash.
///
/// @param memoryKib memory in KiB
/// @param iterations number of passes over the memory
/// @param parallelism number of lanes; one thread computes all of them
public record Argon2Cost(int memoryKib, int iterations, int parallelism) {}
