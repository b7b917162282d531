package dev.rekey.http;

import dev.rekey.Settings;
import dev.rekey.domain.ClientAddress;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a call came from: the other end of the connection, or whom the [Proxies] there speak for.
@Singleton
public class ClientAddresses {
  private final Proxies proxies;

  ClientAddresses(Settings settings) {
    this.proxies =
        new Proxies(
            settings.trustedProxies().orElse(List.of()),
            settings.trustedProxyHops(),
            settings.trustedProxyHeader());
  }

  /// The address of whoever sent `request`, where it is known.
  public @Nullable ClientAddress of(HttpServerRequest request) {
    if (request.remoteAddress() == null || request.remoteAddress().hostAddress() == null) {
      return null;
    }
    byte[] peer = Network.octets(request.remoteAddress().hostAddress());
    if (peer == null) {
      return null;
    }
    List<String> values = request.headers().getAll(proxies.header().text());
    return ClientAddress.of(proxies.client(peer, values));
  }
}
