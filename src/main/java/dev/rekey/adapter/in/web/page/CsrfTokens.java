package dev.rekey.adapter.in.web.page;

import dev.rekey.domain.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Creates and verifies CSRF tokens: an HMAC over the sign-in, keyed with a secret of the browser.
///
/// The secret is random and in a cookie that scripts cannot read. Replicas therefore share no key,
/// and a token is valid for one browser and one sign-in only.
final class CsrfTokens {
  private static final String PURPOSE = "rekey form 1\n";

  private CsrfTokens() {}

  /// Creates the token of a browser with the sign-in `binding`; `binding` is empty without a
  /// sign-in.
  static String token(Secret browser, String binding) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(browser, binding));
  }

  /// True if `token` belongs to this browser and sign-in.
  static boolean matches(String token, Secret browser, String binding) {
    return MessageDigest.isEqual(
        token.getBytes(StandardCharsets.UTF_8),
        token(browser, binding).getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] mac(Secret browser, String binding) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(browser.reveal().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
      return mac.doFinal((PURPOSE + binding).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
