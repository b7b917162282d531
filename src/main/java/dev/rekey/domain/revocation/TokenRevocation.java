package dev.rekey.domain.revocation;

import java.time.Instant;

/// Everything that a customer was signed in with has ended.
///
/// @param revokedTokens how many tokens counted until then
/// @param validFrom the revocation horizon: no token issued before it counts any more. It never
///   moves back.
public record TokenRevocation(int revokedTokens, Instant validFrom) {}
