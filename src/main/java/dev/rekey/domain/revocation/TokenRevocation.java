package dev.rekey.domain.revocation;

import java.time.Instant;

/// The revocation of all tokens of a customer.
///
/// @param revokedTokens the number of valid tokens that were revoked
/// @param validFrom the revocation horizon: no token issued before it is valid. It never moves
///   back.
public record TokenRevocation(int revokedTokens, Instant validFrom) {}
