package dev.rekey.domain.customer;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the shop's own system says of a customer when it provisions one, or its identity provider
/// when it is asked.
///
/// @param store the store that it belongs to
/// @param email where its mail goes; null where its identity provider knows none
/// @param name how mails greet it
/// @param locale the language of its mails
/// @param status whether it may sign in
public record CustomerProfile(
    StoreId store,
    @Nullable EmailAddress email,
    @Nullable String name,
    Locale locale,
    Customer.Status status) {}
