package dev.rekey.adapter.in.web.page;

import dev.rekey.domain.KebabCase;
import java.util.Arrays;
import java.util.Optional;

/// What a page of the storefront says about the step before it. It goes there in a cookie, and is
/// said once: an address would let anybody's link say that something was done.
public enum FlashMessage implements KebabCase {
  NONE,
  SIGNED_OUT,
  SIGNED_OUT_EVERYWHERE,
  SIGN_IN_ENDED,
  PASSWORD_CHANGED;

  /// The one that a cookie names.
  public static Optional<FlashMessage> parse(String text) {
    return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
  }

  /// The key of its text; empty where nothing is to be said.
  public String key() {
    return this == NONE ? "" : "page.notice." + text();
  }
}
