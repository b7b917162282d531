package dev.rekey.domain.customer;

import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A storefront with its own name, page addresses, mail sender, support address and languages. It
/// comes from configuration alone: nothing that a caller sends can change where a link points.
///
/// @param id its name in the configuration
/// @param name its name for customers
/// @param accentColour the colour of its name and its buttons
/// @param mailFrom the sender of its mails
/// @param supportAddress where a customer who needs a human writes to
/// @param languages the languages that it speaks, its own first
/// @param timeZone the time zone of the times in its mails
/// @param resetPasswordPage the page that a mailed link opens; the token is added as a fragment
/// @param forgotPasswordPage the page on which a customer asks for a link
/// @param notMePage the page on which a customer says that somebody else changed the password; the
///   token is added as a fragment; null where notices have no such link
public record Store(
    StoreId id,
    String name,
    Colour accentColour,
    String mailFrom,
    String supportAddress,
    List<Locale> languages,
    ZoneId timeZone,
    URI resetPasswordPage,
    URI forgotPasswordPage,
    @Nullable URI notMePage) {}
