package dev.rekey;

import dev.rekey.domain.customer.StoreId;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Addresses for browsers, as they are configured.
final class WebAddresses {
  private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

  private WebAddresses() {}

  /// Whether what is sent there can be read on the way by nobody: over TLS, or on this machine.
  static boolean isSafe(URI url) {
    return "https".equals(url.getScheme())
        || "http".equals(url.getScheme()) && HERE.contains(String.valueOf(url.getHost()));
  }

  /// The address of a page.
  static URI page(String property, URI page) {
    boolean web = "https".equals(page.getScheme()) || "http".equals(page.getScheme());
    if (!web || page.getHost() == null || page.getRawFragment() != null) {
      throw new InvalidConfiguration(
          property, "is not a web address (https://…, without a fragment)");
    }
    return page;
  }

  /// The page of a store for those who did not change their password, beside the service's own page
  /// for new passwords. Where that one is another's, so is this one, and only its setting says
  /// where: null.
  static @Nullable URI besideOwn(StoreId id, URI resetPassword) {
    String home = id.equals(StoreId.DEFAULT) ? "/" : "/stores/" + id + "/";
    return (home + "reset-password").equals(resetPassword.getRawPath())
            && resetPassword.getRawQuery() == null
        ? resetPassword.resolve(home + "not-me")
        : null;
  }

  /// Refuses what is no origin. It is compared letter by letter with what browsers send (RFC 6454,
  /// section 6.2).
  static void checkOrigin(URI origin) {
    boolean web = "https".equals(origin.getScheme()) || "http".equals(origin.getScheme());
    String host = origin.getHost();
    String port = origin.getPort() < 0 ? "" : ":" + origin.getPort();
    if (!web
        || host == null
        || origin.getPort() == ("https".equals(origin.getScheme()) ? 443 : 80)
        || !origin.toString().equals(origin.getScheme() + "://" + host + port)
        || !host.equals(host.toLowerCase(Locale.ROOT))) {
      throw new InvalidConfiguration(
          "rekey.cors-origins",
          "has '" + origin + "', which is no origin (https://shop.example, without a path)");
    }
  }
}
