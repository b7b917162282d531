package dev.rekey.adapter.in.web;

/// A customer in the grid, and the facts on the customer's own page.
///
/// @param active whether the account may be used
/// @param locked until when sign-in is locked, where it is
/// @param standard whether it was never given a token
/// @param validFrom since when tokens count, where any were revoked
public record CustomerLine(
    String id,
    String name,
    String email,
    String store,
    String language,
    boolean active,
    boolean hasPassword,
    Moment locked,
    boolean standard,
    Moment validFrom,
    Moment created,
    Moment updated) {}
