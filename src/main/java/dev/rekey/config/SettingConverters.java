package dev.rekey.config;

import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.store.Colour;
import dev.rekey.net.CidrRange;
import org.eclipse.microprofile.config.spi.Converter;

/// Converts settings to types of the domain. The message of a failure completes the sentence that
/// names the setting (see [InvalidConfiguration]).
public final class SettingConverters {
  private SettingConverters() {}

  /// A colour, `#rrggbb`.
  public static final class ColourConverter implements Converter<Colour> {
    private static final long serialVersionUID = 1L;

    @Override
    public Colour convert(String text) {
      return Colour.parse(text)
          .orElseThrow(() -> new IllegalArgumentException("must be a colour (#rrggbb)"));
    }
  }

  /// One email address.
  public static final class EmailConverter implements Converter<EmailAddress> {
    private static final long serialVersionUID = 1L;

    @Override
    public EmailAddress convert(String text) {
      return EmailAddress.parse(text)
          .orElseThrow(() -> new IllegalArgumentException("must be an email address"));
    }
  }

  /// An IP address or a CIDR network.
  public static final class NetworkConverter implements Converter<CidrRange> {
    private static final long serialVersionUID = 1L;

    @Override
    public CidrRange convert(String text) {
      try {
        return CidrRange.of(text);
      } catch (IllegalArgumentException invalid) {
        throw new IllegalArgumentException(
            "has '" + text + "', which is not an IP address or a network (CIDR)", invalid);
      }
    }
  }
}
