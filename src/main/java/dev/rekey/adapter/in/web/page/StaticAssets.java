package dev.rekey.adapter.in.web.page;

import dev.rekey.config.Settings;
import dev.rekey.domain.Digest;
import dev.rekey.domain.store.Store;
import dev.rekey.domain.store.StoreId;
import dev.rekey.domain.store.Stores;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Serves style sheets, scripts and images of the pages. Each path contains a digest of the
/// content, so browsers may cache it without limit.
@Singleton
public class StaticAssets {
  private static final String PATH = "/assets/";
  private static final String CSS = "text/css;charset=UTF-8";
  private static final String JAVASCRIPT = "text/javascript;charset=UTF-8";

  private static final Pattern DIGEST = Pattern.compile("-[0-9a-f]{16}[.]");

  private final Map<String, Asset> byPath = new HashMap<>();
  private final Map<String, Asset> byName = new HashMap<>();
  private final Map<StoreId, OfStore> byStore = new HashMap<>();
  private final boolean on;
  private final String style;
  private final String script;
  private final String earlyScript;
  private final String icon;
  private final String administrationStyle;

  StaticAssets(Settings settings, Stores stores, StoreBrandings storeBrandings) {
    this.on = settings.pages().storefront() || settings.pages().administration();
    this.style = add("rekey", "css", CSS, resource("rekey.css"));
    this.script = add("rekey", "js", JAVASCRIPT, resource("rekey.js"));
    this.earlyScript = add("early", "js", JAVASCRIPT, resource("early.js"));
    this.icon = add("icon", "svg", "image/svg+xml", resource("icon.svg"));
    this.administrationStyle = add("administration", "css", CSS, resource("administration.css"));
    for (Store store : stores.all()) {
      StoreBranding storeBranding = storeBrandings.of(store.id());
      byte[] css =
          StoreStylesheet.of(store.accentColour(), storeBranding.header())
              .getBytes(StandardCharsets.UTF_8);
      byStore.put(
          store.id(),
          new OfStore(
              add("store-" + store.id(), "css", CSS, css), logo(store.id(), storeBranding)));
    }
  }

  /// The path of the style sheet of all pages.
  String style() {
    return style;
  }

  /// The path of the additional style sheet of the administration.
  public String administrationStyle() {
    return administrationStyle;
  }

  /// The path of the style sheet of a store.
  String style(StoreId store) {
    return ofStore(store).style();
  }

  String script() {
    return script;
  }

  /// The path of the script that runs before the page is rendered.
  String earlyScript() {
    return earlyScript;
  }

  String icon() {
    return icon;
  }

  Optional<String> logo(StoreId store) {
    return Optional.ofNullable(ofStore(store).logo());
  }

  void serve(@Observes Router router) {
    if (on) {
      router.route(PATH + "*").order(-1).handler(this::serve);
    }
  }

  private void serve(RoutingContext call) {
    String path = String.valueOf(call.request().path());
    Asset exact = byPath.get(path);
    // during a rolling update a page of one version may request assets from another version
    Asset asset = exact == null ? ofAnotherVersion(path) : exact;
    HttpMethod method = call.request().method();
    if (asset == null || !(method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD))) {
      call.next();
      return;
    }
    HttpServerResponse response =
        call.response()
            .putHeader(HttpHeaders.CONTENT_TYPE, asset.mediaType())
            .putHeader(
                HttpHeaders.CACHE_CONTROL,
                exact == null ? "no-store" : "public, max-age=31536000, immutable")
            .putHeader("Content-Length", Integer.toString(asset.octets().length()));
    if (asset.mediaType().startsWith("image/svg")) {
      // its inline styles are allowed; opened directly, it can run and load nothing
      response.putHeader(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none';"
              + " frame-ancestors 'none'; sandbox");
    }
    if (method.equals(HttpMethod.HEAD)) {
      response.end();
    } else {
      response.end(asset.octets());
    }
  }

  private @Nullable Asset ofAnotherVersion(String path) {
    Matcher digest = DIGEST.matcher(path);
    return digest.find() ? byName.get(digest.replaceFirst(".")) : null;
  }

  private OfStore ofStore(StoreId store) {
    OfStore found = byStore.get(store);
    if (found == null) {
      throw new IllegalArgumentException("No store " + store);
    }
    return found;
  }

  private @Nullable String logo(StoreId store, StoreBranding storeBranding) {
    LogoImage logoImage = storeBranding.logo();
    return logoImage == null
        ? null
        : add("logo-" + store, logoImage.extension(), logoImage.mediaType(), logoImage.octets());
  }

  private String add(String name, String extension, String mediaType, byte[] octets) {
    byte[] digest = Digest.of(Base64.getEncoder().encodeToString(octets)).octets();
    String path = PATH + name + "-" + HexFormat.of().formatHex(digest, 0, 8) + "." + extension;
    Asset asset = new Asset(mediaType, Buffer.buffer(octets));
    byPath.put(path, asset);
    byName.put(PATH + name + "." + extension, asset);
    return path;
  }

  private static byte[] resource(String name) {
    try (InputStream file = StaticAssets.class.getResourceAsStream("/pages/" + name)) {
      if (file == null) {
        throw new IllegalStateException("Missing " + name);
      }
      return file.readAllBytes();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private record Asset(String mediaType, Buffer octets) {}

  private record OfStore(String style, @Nullable String logo) {}
}
