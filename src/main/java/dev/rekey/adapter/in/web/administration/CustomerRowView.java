package dev.rekey.adapter.in.web.administration;

import dev.rekey.adapter.in.web.page.FormattedInstant;

/// A customer in the list, and the facts on the customer's page.
///
/// @param active true if the account is not disabled
/// @param locked end of the sign-in lockout, if there is one
/// @param standard true if the account never had a token
/// @param validFrom time from which tokens are valid, if any were revoked
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
