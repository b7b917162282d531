package dev.rekey.adapter.in.web.storefront;

import dev.rekey.domain.Secret;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A mailed link, or only the code in it, as people paste it: with spaces around it, in brackets,
/// broken into lines, quoted, with what stood behind it, or as a scanner of mails had rewritten it.
final class PastedLink {
  // where a link is packed into another, its = is written as octet 3D (RFC 3986, section 2.1)
  private static final Pattern MARK = Pattern.compile("(?:token|dispute)(?:=|%3[Dd])");
  private static final Pattern BETWEEN = Pattern.compile("[\\s\\p{Z}>]");
  private static final Pattern TOKEN =
      Pattern.compile("[A-Za-z0-9_-]{1," + Secret.CHARACTERS + "}");

  private PastedLink() {}

  /// What is left of `pasted` when everything is taken away that is no token. It need not be one.
  static String token(String pasted) {
    String joined = BETWEEN.matcher(pasted).replaceAll("");
    Matcher mark = MARK.matcher(joined);
    Matcher token = TOKEN.matcher(mark.find() ? joined.substring(mark.end()) : joined);
    return token.find() ? token.group() : "";
  }
}
