package dev.rekey.adapter.in.rest;

import dev.rekey.Settings;
import dev.rekey.domain.ClientAddress;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Singleton;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where a call came from. `X-Forwarded-For` counts only from configured proxies, and is read from
/// the right: the last address that no trusted proxy has is the client, whatever stands before it.
@Singleton
class ClientAddresses {
  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private final List<Network> proxies;

  ClientAddresses(Settings settings) {
    this.proxies = settings.trustedProxies().orElse(List.of()).stream().map(Network::of).toList();
  }

  @Nullable ClientAddress of(HttpServerRequest request) {
    if (request.remoteAddress() == null || request.remoteAddress().hostAddress() == null) {
      return null;
    }
    byte[] peer = Network.octets(request.remoteAddress().hostAddress());
    if (peer == null) {
      return null;
    }
    if (proxies.isEmpty() || !trusted(peer)) {
      return ClientAddress.of(peer);
    }
    List<String> hops =
        request.headers().getAll(FORWARDED_FOR).stream()
            .flatMap(header -> java.util.Arrays.stream(header.split(",", -1)))
            .map(String::trim)
            .toList();
    byte[] client = peer;
    for (String hop : hops.reversed()) {
      byte[] octets = Network.octets(hop);
      if (octets == null) {
        break;
      }
      client = octets;
      if (!trusted(octets)) {
        break;
      }
    }
    return ClientAddress.of(client);
  }

  private boolean trusted(byte[] address) {
    return proxies.stream().anyMatch(proxy -> proxy.contains(address));
  }
}
