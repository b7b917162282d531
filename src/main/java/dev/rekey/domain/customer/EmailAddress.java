package dev.rekey.domain.customer;

import dev.rekey.domain.Digest;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// An email address that a mail server could deliver to (RFC 5321, sections 4.1.2 and 4.5.3.1): a
/// dot-atom of at most 64 octets, `@`, and a host name, at most 254 octets in total. Letters beyond
/// ASCII are accepted (RFC 6531). Quoted local parts and address literals are rejected, because
/// both allow the injection of a second recipient. Full-width forms, which input methods for
/// Chinese and Japanese write, are read as ASCII.
///
/// Its `toString` is masked.
public final class EmailAddress {
  private static final int MAX_OCTETS = 254;
  private static final int MAX_LOCAL_OCTETS = 64;
  private static final String ATOM = "[\\p{L}\\p{M}\\p{N}!#$%&'*+/=?^_`{|}~-]+";
  private static final String LABEL =
      "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,61}[\\p{L}\\p{M}\\p{N}])?";
  private static final Pattern SHAPE =
      Pattern.compile(ATOM + "(?:\\." + ATOM + ")*@" + LABEL + "(?:\\." + LABEL + ")*");

  private static final char FIRST_FULL_WIDTH = '\uFF01';
  private static final char LAST_FULL_WIDTH = '\uFF5E';
  private static final char IDEOGRAPHIC_FULL_STOP = '\u3002';

  private final String value;
  private final String asciiDomain;
  private final String normalised;

  private EmailAddress(String value, String asciiDomain) {
    this.value = value;
    this.asciiDomain = asciiDomain;
    this.normalised = normalise(localPart()) + "@" + asciiDomain;
  }

  /// Parses an address. Returns nothing if `text` is invalid. Nothing is trimmed or repaired: a
  /// repaired address may belong to another person.
  public static Optional<EmailAddress> parse(String text) {
    // the length first, so that the pattern never matches against a long text
    if (text.length() > MAX_OCTETS) {
      return Optional.empty();
    }
    String value = foldFullWidth(text);
    int at = value.indexOf('@');
    if (octets(value) > MAX_OCTETS
        || octets(value.substring(0, Math.max(0, at))) > MAX_LOCAL_OCTETS
        || !SHAPE.matcher(value).matches()) {
      return Optional.empty();
    }
    return DomainName.toAscii(value.substring(at + 1))
        .map(domain -> new EmailAddress(value, domain))
        .filter(address -> octets(address.deliverable()) <= MAX_OCTETS);
  }

  private static String foldFullWidth(String text) {
    StringBuilder folded = new StringBuilder(text);
    for (int i = 0; i < folded.length(); i++) {
      char one = folded.charAt(i);
      if (one >= FIRST_FULL_WIDTH && one <= LAST_FULL_WIDTH) {
        folded.setCharAt(i, (char) (one - FIRST_FULL_WIDTH + '!'));
      } else if (one == IDEOGRAPHIC_FULL_STOP) {
        folded.setCharAt(i, '.');
      }
    }
    return folded.toString();
  }

  /// Normalizes a local part: NFC, lower case, root locale. Rate limits and look-ups both use this
  /// form, so that another spelling does not bypass a limit.
  private static String normalise(String text) {
    String lower = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(lower, Normalizer.Form.NFC);
  }

  private static int octets(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /// The address as its owner writes it.
  public String value() {
    return value;
  }

  /// The address for mail servers: the domain has A-labels, since a server without SMTPUTF8 (RFC
  /// 6531) accepts no others.
  public String deliverable() {
    return localPart() + "@" + asciiDomain;
  }

  private String localPart() {
    return value.substring(0, value.indexOf('@'));
  }

  /// The normalized address for comparison, with a domain of A-labels (RFC 5890).
  public String normalised() {
    return normalised;
  }

  /// The digest of the normalized address, for look-ups and rate limits.
  public Digest digest() {
    return Digest.of(normalised);
  }

  /// A masked form that support can recognise: `m…@e…`.
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
