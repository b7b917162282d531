package dev.rekey.adapter.in.web;

/// A mailed link, or only the code in it, as people paste it: with spaces around it, in brackets,
/// broken into lines.
final class PastedLink {
  private static final String MARK = "token=";

  /// No address that any store has is longer, by far.
  private static final int LONGEST = 2000;

  private PastedLink() {}

  /// What is left of `pasted` when everything is taken away that is no token. It need not be one.
  static String token(String pasted) {
    if (pasted.length() > LONGEST) {
      return "";
    }
    String joined = pasted.replaceAll("[\\s\\p{Z}]", "");
    int mark = joined.indexOf(MARK);
    String token = mark < 0 ? joined : joined.substring(mark + MARK.length());
    return token.replaceFirst("^[^A-Za-z0-9_-]+", "").replaceFirst("(?s)[^A-Za-z0-9_-].*", "");
  }
}
