package dev.rekey.local;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A port that passes everything on to a server, and can be closed as if that server were down.
public final class Relay implements AutoCloseable {
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final URI server;
  private final int port = Workspace.freePort();
  private @Nullable ServerSocket listening;

  public Relay(URI server) {
    this.server = server;
    open();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// Takes connections, now or again.
  public void open() {
    try {
      ServerSocket socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      listening = socket;
      Thread.ofVirtual().start(() -> accept(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Refuses connections and cuts those that there are.
  @Override
  public void close() {
    if (listening != null) {
      quietly(listening);
    }
    open.forEach(Relay::quietly);
    open.clear();
  }

  private void accept(ServerSocket socket) {
    try {
      while (true) {
        Socket caller = socket.accept();
        Socket called = new Socket(server.getHost(), server.getPort());
        open.add(caller);
        open.add(called);
        pass(caller, called);
        pass(called, caller);
      }
    } catch (IOException closed) {
      // that was the last one
    }
  }

  private static void pass(Socket from, Socket to) {
    Thread.ofVirtual()
        .start(() -> {
          try (from;
              to) {
            long _ = from.getInputStream().transferTo(to.getOutputStream());
          } catch (IOException closed) {
            // so is the other one now
          }
        });
  }

  private static void quietly(Closeable one) {
    try {
      one.close();
    } catch (IOException closedAlready) {
      // nothing to do
    }
  }
}
