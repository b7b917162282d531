package dev.rekey.config;

import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.store.Colour;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One store.
public interface StoreSettings {
  /// The name that customers read.
  String name();

  /// The colour of the store's name and buttons in mails, and of buttons and links on its pages,
  /// `#rrggbb`. A lighter or darker one replaces it where it is not readable.
  @WithDefault("#1d4fc4")
  Colour accentColour();

  /// The sender of the store's mails.
  EmailAddress mailFrom();

  /// The email address of the store's support, for customers.
  EmailAddress supportAddress();

  /// The store's languages, the default one first: `en`, `sv`, `fr`, `ja`, `zh-Hans`.
  @WithDefault("en")
  List<Locale> languages();

  /// The time zone of the times in its mails, such as `Europe/Stockholm`.
  @WithDefault("UTC")
  @WithConverter(ZoneIdConverter.class)
  ZoneId timeZone();

  /// The colour behind the name or logo on top of the store's pages, `#rrggbb`. By default that of
  /// the page.
  Optional<Colour> headerColour();

  /// The logo for the store's pages: SVG, PNG or WebP, at most 64 KiB. It is shown 48 pixels high.
  /// Without one the pages show the name.
  Optional<Path> logoFile();

  /// The page that a mailed link opens.
  @WithConverter(WebUrls.Page.class)
  URI resetPasswordUrl();

  /// The page on which a customer requests a link.
  @WithConverter(WebUrls.Page.class)
  URI forgotPasswordUrl();

  /// The page on which a customer disputes a password change; the link of a notice opens it. By
  /// default it is beside the reset page where that is the service's own; else notices have no such
  /// link.
  @WithConverter(WebUrls.Page.class)
  Optional<URI> notMeUrl();
}
