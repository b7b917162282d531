package dev.rekey.config;

import dev.rekey.domain.store.StoreId;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/// The rules for URLs in settings, each with its converter.
public final class WebUrls {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String SAFE = "http:// only for localhost, 127.0.0.1 and [::1]";

  private WebUrls() {}

  /// True if requests to `url` cannot be read on a network: it uses TLS, or its host is this
  /// machine.
  static boolean isSafe(URI url) {
    return isWeb(url) && ("https".equals(url.getScheme()) || LOOPBACK.contains(url.getHost()));
  }

  private static boolean isWeb(URI url) {
    return ("https".equals(url.getScheme()) || "http".equals(url.getScheme()))
        && url.getHost() != null;
  }

  private static boolean hasNothingButAHost(URI url) {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return url.toString().equals(url.getScheme() + "://" + url.getHost() + port);
  }

  /// True if `url` is an origin in the form that browsers send (RFC 6454, section 6.2). Origins are
  /// compared as text.
  private static boolean isOrigin(URI url) {
    return isWeb(url)
        && hasNothingButAHost(url)
        && url.getPort() != ("https".equals(url.getScheme()) ? 443 : 80)
        && url.getHost().equals(url.getHost().toLowerCase(Locale.ROOT));
  }

  /// The `not-me` page of a store, beside the service's own `reset-password` page. Null if the
  /// `reset-password` page belongs to another system.
  static @Nullable URI ownNotMePage(StoreId id, URI resetPassword) {
    String home = id.equals(StoreId.DEFAULT) ? "/" : "/stores/" + id + "/";
    return (home + "reset-password").equals(resetPassword.getRawPath())
            && resetPassword.getRawQuery() == null
        ? resetPassword.resolve(home + "not-me")
        : null;
  }

  /// The page of a store.
  public static final class Page extends UrlConverter {
    private static final long serialVersionUID = 1L;

    public Page() {
      super(
          url -> isWeb(url) && url.getRawFragment() == null,
          "must be a URL (https://…, without a fragment)");
    }
  }

  /// The base URL of this service.
  public static final class Base extends UrlConverter {
    private static final long serialVersionUID = 1L;

    public Base() {
      super(
          url -> isSafe(url) && hasNothingButAHost(url),
          "must be a base URL (https://rekey.shop.example, without a path; " + SAFE + ")");
    }
  }

  /// The URL at which this service calls another server.
  public static final class Endpoint extends UrlConverter {
    private static final long serialVersionUID = 1L;

    public Endpoint() {
      super(
          url -> isSafe(url) && url.getRawUserInfo() == null && url.getRawFragment() == null,
          "must be a URL (https://…, without a user and a fragment; " + SAFE + ")");
    }
  }

  /// An origin for CORS.
  public static final class Origin extends UrlConverter {
    private static final long serialVersionUID = 1L;

    public Origin() {
      super(
          WebUrls::isOrigin,
          "must be origins in lower case (https://shop.example, without a path or a default port)");
    }
  }

  /// Accepts the URLs that a rule allows.
  public abstract static class UrlConverter implements Converter<URI> {
    private static final long serialVersionUID = 1L;

    private final transient Predicate<URI> rule;
    private final String requirement;

    UrlConverter(Predicate<URI> rule, String requirement) {
      this.rule = rule;
      this.requirement = requirement;
    }

    @Override
    public URI convert(String text) {
      try {
        URI url = URI.create(text);
        if (rule.test(url)) {
          return url;
        }
      } catch (IllegalArgumentException notAUri) {
        // the error message states the expected form
      }
      throw new IllegalArgumentException(requirement);
    }
  }
}
