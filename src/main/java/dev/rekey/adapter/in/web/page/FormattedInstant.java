package dev.rekey.adapter.in.web.page;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// An instant for display.
///
/// @param text in the language of the page and the time zone of the store `default`; empty if there
///   is no instant
/// @param machine the same instant in ISO 8601
public record FormattedInstant(String text, String machine) {
  public static final FormattedInstant NEVER = new FormattedInstant("", "");

  public static FormattedInstant of(@Nullable Instant instant, Locale language, ZoneId zone) {
    if (instant == null) {
      return NEVER;
    }
    String text =
        DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM, FormatStyle.MEDIUM)
            .withLocale(language)
            .format(instant.atZone(zone));
    return new FormattedInstant(text, instant.truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
