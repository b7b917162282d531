package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.web.page.FormattedInstant;

/// A customer in the grid, and the facts on the customer's own page.
///
/// @param active whether the account may be used
/// @param locked until when sign-in is locked, where it is
/// @param standard whether it was never given a token
/// @param validFrom since when tokens count, where any were revoked
public record CustomerRowView(
    String id,
    String name,
    String email,
    String store,
    String language,
    boolean active,
    boolean hasPassword,
    FormattedInstant locked,
    boolean standard,
    FormattedInstant validFrom,
    FormattedInstant created,
    FormattedInstant updated) {}
