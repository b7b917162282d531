package dev.rekey.adapter.out.mail;

import java.text.BreakIterator;
import java.util.Locale;

/// Breaks the lines of a plain letter, so that no client has to.
///
/// A client that quotes puts `> ` in front of each line, and breaks those that got too long, links
/// too. Here lines have room for that (RFC 5322 wants 78 columns at most), and what is a word of
/// ASCII is never broken, since it may be a link or an address: such a word has a line of its own
/// where it is longer than a line. The letter does not call itself `format=flowed` (RFC 3676): that
/// would have clients join the lines again, at spaces, which Japanese and Chinese do not have.
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

  // a hyphen or a slash may be followed by a break, unless it is part of a link
  private static boolean isWithinAWord(String line, int at) {
    return at < line.length() && isOfAWord(line.charAt(at - 1)) && isOfAWord(line.charAt(at));
  }

  private static boolean isOfAWord(char one) {
    return one > ' ' && one < 127;
  }

  // letters of East Asia are two columns wide
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
