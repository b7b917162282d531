package dev.rekey;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.eclipse.microprofile.config.spi.Converter;

/// The name of a time zone. The usual converter's failure does not say which setting it was.
public final class TimeZoneName implements Converter<ZoneId> {
  private static final long serialVersionUID = 1L;

  @Override
  public ZoneId convert(String value) {
    try {
      return ZoneId.of(value);
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException("No time zone", unknown);
    }
  }
}
