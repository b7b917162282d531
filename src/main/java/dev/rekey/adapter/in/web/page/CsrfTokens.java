package dev.rekey.adapter.in.web.page;

import dev.rekey.domain.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Proves that a form was shown to the browser that sends it, by somebody who could not read it
/// there: an HMAC of the sign-in under the browser's own secret.
///
/// The secret is random, in a cookie that no script can read, and known to nobody else. So replicas
/// need no key between them, and a token is good for one browser and one sign-in only.
final class CsrfTokens {
  private static final String PURPOSE = "rekey form 1\n";

  private CsrfTokens() {}

  /// The token for forms that `browser` is shown while it is signed in with `binding`; empty while
  /// it is not.
  static String token(Secret browser, String binding) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(mac(browser, binding));
  }

  /// Whether `token` is that of this browser and sign-in.
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
