package dev.rekey.adapter.in.web.page;

import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether a form was sent by a page of our own, by what the browser says of it (Fetch, "Origin
/// header"; Fetch Metadata, "Sec-Fetch-Site"). No page can make a browser say something else.
public final class SameOriginCheck {
  private SameOriginCheck() {}

  /// True where all that the browser says is that it was one of `own`, and it says something: every
  /// browser of the last years names the origin of a form.
  static boolean holds(@Nullable String origin, @Nullable String fetchSite, Set<String> own) {
    if (fetchSite != null && !fetchSite.equals("same-origin")) {
      return false;
    }
    return origin == null ? fetchSite != null : own.contains(origin);
  }

  /// The origin of a page as browsers write it (RFC 6454, section 6.2).
  public static String of(URI page) {
    boolean usualPort =
        page.getPort() < 0 || page.getPort() == ("https".equals(page.getScheme()) ? 443 : 80);
    return page.getScheme()
        + "://"
        + page.getHost().toLowerCase(Locale.ROOT)
        + (usualPort ? "" : ":" + page.getPort());
  }
}
