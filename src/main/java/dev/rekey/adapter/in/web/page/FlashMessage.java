package dev.rekey.adapter.in.web.page;

import dev.rekey.domain.KebabCase;
import java.util.Arrays;
import java.util.Optional;

/// The flash message of the storefront, shown once after a redirect. A cookie carries it: in a URL,
/// any link could show a false confirmation.
public enum FlashMessage implements KebabCase {
  NONE,
  SIGNED_OUT,
  SIGNED_OUT_EVERYWHERE,
  SIGN_IN_ENDED,
  PASSWORD_CHANGED;

  /// Parses the value of a cookie.
  public static Optional<FlashMessage> parse(String text) {
    return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
  }

  /// The message key; empty if there is no message.
  public String key() {
    return this == NONE ? "" : "page.notice." + text();
  }
}
