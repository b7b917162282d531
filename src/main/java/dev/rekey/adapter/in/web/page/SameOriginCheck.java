package dev.rekey.adapter.in.web.page;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks that the service's own page sent a form, by headers of the browser (Fetch, "Origin
/// header"; Fetch Metadata, "Sec-Fetch-Site"). A page cannot forge them.
public final class SameOriginCheck {
  private SameOriginCheck() {}

  /// True if at least one header is present and each present one names an origin of `own`. All
  /// current browsers send the origin of a form.
  static boolean holds(@Nullable String origin, @Nullable String fetchSite, Set<String> own) {
    if (fetchSite != null && !fetchSite.equals("same-origin")) {
      return false;
    }
    // a proxy that adds Referrer-Policy: no-referrer makes browsers send "null" from our own pages;
    // no page can set Sec-Fetch-Site
    return origin == null || origin.equals("null") ? fetchSite != null : own.contains(origin);
  }

  /// The origin of a page in the form that browsers send (RFC 6454, section 6.2).
  public static String of(URI page) {
    boolean usualPort =
        page.getPort() < 0 || page.getPort() == ("https".equals(page.getScheme()) ? 443 : 80);
    return page.getScheme()
        + "://"
        + page.getHost().toLowerCase(Locale.ROOT)
        + (usualPort ? "" : ":" + page.getPort());
  }
}
