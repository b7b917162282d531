package dev.rekey.adapter.out.mail;

import java.text.BreakIterator;
import java.util.Locale;

/// Breaks the lines of a plain-text email, so that mail clients need not.
///
/// A client that quotes an email puts `> ` before each line and breaks lines that become too long,
/// links included. These lines leave room for that (RFC 5322 recommends at most 78 columns). An
/// ASCII word is never broken, since it may be a link or an email address; a longer one has its own
/// line. The email is not `format=flowed` (RFC 3676): clients would join lines with spaces, which
/// Japanese and Chinese do not use.
final class PlainText {
  private static final int COLUMNS = 72;

  private PlainText() {}

  static String wrapped(String text, Locale language) {
    StringBuilder all = new StringBuilder(text.length() + 16);
    text.lines().forEach(line -> wrap(line, language, all));
    return all.toString();
  }

  private static void wrap(String line, Locale language, StringBuilder all) {
    BreakIterator breaks = BreakIterator.getLineInstance(language);
    breaks.setText(line);
    int begin = 0;
    int fits = 0;
    for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
      if (isWithinAWord(line, end)) {
        continue;
      }
      if (columns(line.substring(begin, end).stripTrailing()) > COLUMNS && fits > begin) {
        all.append(line.substring(begin, fits).stripTrailing()).append('\n');
        begin = fits;
      }
      fits = end;
    }
    all.append(line.substring(begin).stripTrailing()).append('\n');
  }

  // a line may break after a hyphen or a slash, except within a link
  private static boolean isWithinAWord(String line, int at) {
    return at < line.length() && isOfAWord(line.charAt(at - 1)) && isOfAWord(line.charAt(at));
  }

  private static boolean isOfAWord(char one) {
    return one > ' ' && one < 127;
  }

  // East Asian wide characters take two columns
  private static int columns(String text) {
    return text.codePoints().map(one -> isWide(one) ? 2 : 1).sum();
  }

  private static boolean isWide(int codePoint) {
    return codePoint >= 0x1100
        && (codePoint <= 0x115f
            || codePoint >= 0x2e80 && codePoint <= 0xd7a3
            || codePoint >= 0xf900 && codePoint <= 0xfaff
            || codePoint >= 0xfe30 && codePoint <= 0xfe6f
            || codePoint >= 0xff00 && codePoint <= 0xff60
            || codePoint >= 0xffe0 && codePoint <= 0xffe6
            || codePoint >= 0x1f300 && codePoint <= 0x1faff
            || codePoint >= 0x20000 && codePoint <= 0x3fffd);
  }
}
