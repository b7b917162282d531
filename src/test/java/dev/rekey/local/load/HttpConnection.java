package dev.rekey.local.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/// A kept connection to a service on this machine. It writes and reads bytes itself, since it
/// shares two cores with what it measures.
public final class HttpConnection implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[4096];

  private HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream());
  }

  public static HttpConnection open(URI target) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), target.getPort());
    socket.setTcpNoDelay(true);
    return new HttpConnection(socket);
  }

  /// A `POST` of JSON that seems to come from `clientAddress` through a proxy.
  public static byte[] post(String path, String body, String clientAddress) {
    String head =
        """
        POST %s HTTP/1.1\r
        Host: localhost\r
        Content-Type: application/json\r
        X-Forwarded-For: %s\r
        Content-Length: %d\r
        \r
        """
            .formatted(path, clientAddress, body.length());
    return (head + body).getBytes(StandardCharsets.US_ASCII);
  }

  /// Sends a whole request, and reads its whole answer, which has a `Content-Length`.
  public int status(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    int status = 0;
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (status == 0) {
        status = Integer.parseInt(line.substring(9, 12));
      } else if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).trim());
      }
    }
    in.skipNBytes(length);
    return status;
  }

  private String line() throws IOException {
    int length = 0;
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("The connection ended");
      }
      if (octet != '\r') {
        buffer[length++] = (byte) octet;
      }
    }
    return new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
