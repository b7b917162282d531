package dev.rekey.domain.customer;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The domain of an email address as A-labels (RFC 5890, section 2.3.2.1): `xn--bcher-kva.example`
/// for `bücher.example`. Both spellings name one mailbox, and browsers turn the second into the
/// first.
///
/// `java.net.IDN` implements IDNA 2003, in which `straße` and `strasse` are one domain. Today they
/// are two, and may have two owners (UTS 46, non-transitional processing).
final class DomainName {
  private static final Pattern A_LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  private static final String PREFIX = "xn--";

  // the parameters of Punycode (RFC 3492, section 5)
  private static final int BASE = 36;
  private static final int T_MIN = 1;
  private static final int T_MAX = 26;
  private static final int SKEW = 38;
  private static final int DAMP = 700;
  private static final int INITIAL_BIAS = 72;
  private static final int INITIAL_N = 128;

  private DomainName() {}

  /// Returns the domain in lower case with A-labels. Returns nothing if no host can have the name.
  static Optional<String> toAscii(String domain) {
    List<String> labels = new ArrayList<>();
    for (String label : domain.split("\\.", -1)) {
      String mapped = map(label);
      String ascii = isAscii(mapped) ? mapped : PREFIX + encode(mapped.codePoints().toArray());
      // some letters become several, with a full stop or a slash among them
      if (!A_LABEL.matcher(ascii).matches()) {
        return Optional.empty();
      }
      labels.add(ascii);
    }
    return Optional.of(String.join(".", labels));
  }

  // each code point alone: at the end of a word, String.toLowerCase has another sigma
  private static String map(String label) {
    int[] lower =
        Normalizer.normalize(label, Normalizer.Form.NFKC)
            .codePoints()
            .map(Character::toLowerCase)
            .toArray();
    return Normalizer.normalize(new String(lower, 0, lower.length), Normalizer.Form.NFKC);
  }

  private static boolean isAscii(String label) {
    return label.chars().allMatch(one -> one < INITIAL_N);
  }

  /// Punycode (RFC 3492, section 6.3). A label of an email address is so short that no sum
  /// overflows.
  private static String encode(int[] label) {
    StringBuilder code = new StringBuilder();
    for (int point : label) {
      if (point < INITIAL_N) {
        code.append((char) point);
      }
    }
    int basic = code.length();
    if (basic > 0) {
      code.append('-');
    }
    int n = INITIAL_N;
    int delta = 0;
    int bias = INITIAL_BIAS;
    for (int handled = basic; handled < label.length; n++, delta++) {
      int next = Integer.MAX_VALUE;
      for (int point : label) {
        next = point >= n ? Math.min(next, point) : next;
      }
      delta += (next - n) * (handled + 1);
      n = next;
      for (int point : label) {
        if (point < n) {
          delta++;
        } else if (point == n) {
          append(code, delta, bias);
          bias = adapt(delta, handled + 1, handled == basic);
          delta = 0;
          handled++;
        }
      }
    }
    return code.toString();
  }

  private static void append(StringBuilder code, int delta, int bias) {
    int rest = delta;
    for (int k = BASE; ; k += BASE) {
      int threshold = Math.clamp(k - bias, T_MIN, T_MAX);
      if (rest < threshold) {
        code.append(digit(rest));
        return;
      }
      code.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
      rest = (rest - threshold) / (BASE - threshold);
    }
  }

  private static int adapt(int delta, int points, boolean first) {
    int scaled = first ? delta / DAMP : delta / 2;
    scaled += scaled / points;
    int k = 0;
    while (scaled > (BASE - T_MIN) * T_MAX / 2) {
      scaled /= BASE - T_MIN;
      k += BASE;
    }
    return k + (BASE - T_MIN + 1) * scaled / (scaled + SKEW);
  }

  // a to z, then 0 to 9
  private static char digit(int value) {
    return (char) (value < 26 ? 'a' + value : '0' + value - 26);
  }
}
