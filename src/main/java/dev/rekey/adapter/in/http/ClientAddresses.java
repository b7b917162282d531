package dev.rekey.adapter.in.http;

import dev.rekey.config.Settings;
import dev.rekey.domain.ClientAddress;
import dev.rekey.net.CidrRange;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Determines the client address: the peer of the connection, or the address that [TrustedProxies]
/// forward.
@Singleton
public class ClientAddresses {
  private final TrustedProxies proxies;

  ClientAddresses(Settings settings) {
    this.proxies =
        new TrustedProxies(
            settings.trustedProxies().orElse(List.of()),
            settings.trustedProxyHops(),
            settings.trustedProxyHeader());
  }

  /// The client address of `request`; null if it is unknown.
  public @Nullable ClientAddress of(HttpServerRequest request) {
    if (request.remoteAddress() == null || request.remoteAddress().hostAddress() == null) {
      return null;
    }
    byte[] peer = CidrRange.octets(request.remoteAddress().hostAddress());
    if (peer == null) {
      return null;
    }
    List<String> values = request.headers().getAll(proxies.header().text());
    return ClientAddress.of(proxies.client(peer, values));
  }
}
