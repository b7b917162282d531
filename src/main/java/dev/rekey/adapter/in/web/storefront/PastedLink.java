package dev.rekey.adapter.in.web.storefront;

import dev.rekey.domain.Secret;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Extracts the token from a pasted link or code. It tolerates spaces, brackets, line breaks,
/// quotation marks, trailing text, and links that a mail scanner has rewritten.
final class PastedLink {
  // a link nested in another URL has its = encoded as %3D (RFC 3986, section 2.1)
  private static final Pattern MARK = Pattern.compile("(?:token|dispute)(?:=|%3[Dd])");
  private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z}>]");
  private static final Pattern TOKEN =
      Pattern.compile("[A-Za-z0-9_-]{1," + Secret.CHARACTERS + "}");

  private PastedLink() {}

  /// The text of `pasted` without everything that cannot belong to a token. The result may be no
  /// valid token.
  static String token(String pasted) {
    String joined = BETWEEN.matcher(pasted).replaceAll("");
    Matcher mark = MARK.matcher(joined);
    Matcher token = TOKEN.matcher(mark.find() ? joined.substring(mark.end()) : joined);
    return token.find() ? token.group() : "";
  }
}
