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
  /// The name of the store for customers.
  String name();

  /// The colour of the name and the buttons in mails, `#rrggbb`. An unreadable colour is made
  /// lighter or darker.
  @WithDefault("#1d4fc4")
  Colour accentColour();

  /// The sender of the store's mails.
  EmailAddress mailFrom();

  /// The address of the store's support.
  EmailAddress supportAddress();

  /// The store's languages, the default one first.
  @WithDefault("en")
  List<Locale> languages();

  /// The time zone of times in the store's mails.
  @WithDefault("UTC")
  @WithConverter(ZoneIdConverter.class)
  ZoneId timeZone();

  /// The background colour of the header with name or logo, `#rrggbb`. The default is the colour of
  /// the page.
  Optional<Colour> headerColour();

  /// The logo for the pages: SVG, PNG or WebP, at most 64 KiB.
  Optional<Path> logoFile();

  /// The page that a mailed link opens.
  @WithConverter(WebUrls.Page.class)
  URI resetPasswordUrl();

  /// The page on which a customer requests a link.
  @WithConverter(WebUrls.Page.class)
  URI forgotPasswordUrl();

  /// The page on which a customer disputes a password change; the link of a notice opens it. The
  /// default is the page beside the service's own reset page. If another system has the reset page,
  /// notices have no such link.
  @WithConverter(WebUrls.Page.class)
  Optional<URI> notMeUrl();
}
