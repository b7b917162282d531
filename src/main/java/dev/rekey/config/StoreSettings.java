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
  /// Its name for customers.
  String name();

  /// The colour of its name and its buttons in mails, `#rrggbb`. A lighter or darker one replaces
  /// it where it is not readable.
  @WithDefault("#1d4fc4")
  Colour accentColour();

  /// The sender of its mails.
  EmailAddress mailFrom();

  /// The address of its support.
  EmailAddress supportAddress();

  /// Its languages, the default one first.
  @WithDefault("en")
  List<Locale> languages();

  /// The time zone of the times in its mails.
  @WithDefault("UTC")
  @WithConverter(ZoneIdConverter.class)
  ZoneId timeZone();

  /// The colour behind its name or logo on top of its pages, `#rrggbb`; by default that of the
  /// page.
  Optional<Colour> headerColour();

  /// Its logo for the pages: SVG, PNG or WebP, at most 64 KiB.
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
