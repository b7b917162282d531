package dev.rekey.adapter.in.web.page;

import dev.rekey.domain.KebabCase;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A message that is shown once after a redirect. A cookie carries it: in a URL, any link could
/// show a false confirmation.
///
/// @param count number of affected items; 0 where the text has no number
public record FlashMessage(Kind kind, int count) {
  public static final FlashMessage NONE = new FlashMessage(Kind.NONE, 0);

  private static final Pattern SHAPE = Pattern.compile("([a-z-]{1,40})[.]([0-9]{1,9})");

  /// A message without a number.
  public static FlashMessage of(Kind kind) {
    return new FlashMessage(kind, 0);
  }

  /// Parses the value of a cookie.
  static Optional<FlashMessage> parse(String text) {
    Matcher shape = SHAPE.matcher(text);
    return shape.matches()
        ? Arrays.stream(Kind.values())
            .filter(kind -> kind.text().equals(shape.group(1)))
            .map(kind -> new FlashMessage(kind, Integer.parseInt(shape.group(2))))
            .findFirst()
        : Optional.empty();
  }

  /// The value of a cookie.
  String text() {
    return kind.text() + "." + count;
  }

  /// The message key; empty if there is no message.
  public String key() {
    return kind == Kind.NONE ? "" : kind.prefix + kind.text();
  }

  /// What is said.
  public enum Kind implements KebabCase {
    NONE(""),
    SIGNED_OUT("page.notice."),
    SIGNED_OUT_EVERYWHERE("page.notice."),
    SIGN_IN_ENDED("page.notice."),
    PASSWORD_CHANGED("page.notice."),
    RESET_REQUESTED("page.administration.done."),
    TOKENS_REVOKED("page.administration.done."),
    TOKENS_REVOKED_PENDING("page.administration.done."),
    SETTINGS_CHANGED("page.administration.done."),
    NOTHING_CHANGED("page.administration.done.");

    private final String prefix;

    Kind(String prefix) {
      this.prefix = prefix;
    }
  }
}
