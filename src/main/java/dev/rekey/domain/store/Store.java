package dev.rekey.domain.store;

import java.net.URI;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A storefront with its own name, page addresses, mail sender, support address and languages. It
/// comes from the configuration only: no request can change the target of a link.
///
/// @param id its name in the configuration
/// @param name its name for customers
/// @param accentColour the colour of its name and its buttons
/// @param mailFrom the sender of its mails
/// @param supportAddress the email address of customer support
/// @param languages its languages, the default first
/// @param timeZone the time zone of the times in its mails
/// @param resetPasswordPage the page that a mailed link opens; the token is added as a fragment
/// @param forgotPasswordPage the page on which a customer requests a link
/// @param notMePage the page on which a customer disputes a password change; the token is added as
///   a fragment; null if notice mails have no such link
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
    @Nullable URI notMePage) {
  /// The same store with other languages and one page, without a page for disputes.
  public Store movedTo(URI page, List<Locale> others) {
    return new Store(
        id, name, accentColour, mailFrom, supportAddress, others, timeZone, page, page, null);
  }
}
