package dev.rekey.domain.customer;

import dev.rekey.domain.store.StoreId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The profile of a customer as the shop's own system provisions it or the identity provider
/// returns it.
///
/// @param store the store of the customer
/// @param email the email address; null if the identity provider has none
/// @param name the name in mails
/// @param locale the language of mails
/// @param status whether the customer may sign in
public record CustomerProfile(
    StoreId store,
    @Nullable EmailAddress email,
    @Nullable String name,
    Locale locale,
    Customer.Status status) {}
