package dev.rekey.domain.customer;

import dev.rekey.domain.Digest;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An e-mail address that a mail server could deliver to (RFC 5321, sections 4.1.2 and 4.5.3.1): a
/// dot-atom of at most 64 octets, `@`, and a host name, 254 octets in all. Letters beyond ASCII are
/// taken (RFC 6531); quoted local parts and address literals are not, since no shop has such a
/// customer and each has been a way to smuggle a second recipient.
///
/// It prints itself masked.
public final class EmailAddress {
  private static final int MAX_OCTETS = 254;
  private static final int MAX_LOCAL_OCTETS = 64;
  private static final String ATOM = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
  private static final String LABEL =
      "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?";
  private static final Pattern SHAPE =
      Pattern.compile(ATOM + "(?:\\." + ATOM + ")*@" + LABEL + "(?:\\." + LABEL + ")*");

  private final String value;
  private final String normalised;

  private EmailAddress(String value) {
    this.value = value;
    this.normalised = normalise(value);
  }

  /// The address, or nothing where `text` is an impossible one. Nothing is trimmed or repaired: a
  /// repaired address may be somebody else's.
  public static Optional<EmailAddress> parse(String text) {
    // the length first, so that no pattern ever sees a long text
    if (text.length() > MAX_OCTETS
        || octets(text) > MAX_OCTETS
        || octets(text.substring(0, Math.max(0, text.indexOf('@')))) > MAX_LOCAL_OCTETS
        || !SHAPE.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(new EmailAddress(text));
  }

  /// What two spellings of one address have in common: NFC, lower case, root locale. Limits and
  /// look-ups both use it, so that no spelling passes the one and finds the other.
  private static String normalise(String text) {
    String lower = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(lower, Normalizer.Form.NFC);
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// The address as its owner writes it: where mail goes.
  public String value() {
    return value;
  }

  /// The address for comparison.
  public String normalised() {
    return normalised;
  }

  /// What look-ups and limits know the address by.
  public Digest digest() {
    return Digest.of(normalised);
  }

  /// Enough for support to recognise it, too little to write to: `m…@e…`.
  @Override
  public String toString() {
    int at = value.indexOf('@');
    return value.substring(0, value.offsetByCodePoints(0, 1))
        + "…@"
        + value.substring(at + 1, value.offsetByCodePoints(at + 1, 1))
        + "…";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EmailAddress that && normalised.equals(that.normalised);
  }

  @Override
  public int hashCode() {
    return normalised.hashCode();
  }
}
