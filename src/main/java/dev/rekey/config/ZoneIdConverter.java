package dev.rekey.config;

import java.time.DateTimeException;
import java.time.ZoneId;
import org.eclipse.microprofile.config.spi.Converter;

/// The name of a time zone. The default converter's failure does not name the setting.
public final class ZoneIdConverter implements Converter<ZoneId> {
  private static final long serialVersionUID = 1L;

  @Override
  public ZoneId convert(String value) {
    try {
      return ZoneId.of(value);
    } catch (DateTimeException unknown) {
      throw new IllegalArgumentException("must be a time zone (Europe/Stockholm)", unknown);
    }
  }
}
