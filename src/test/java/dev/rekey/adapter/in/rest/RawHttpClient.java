package dev.rekey.adapter.in.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Speaks HTTP/1.1 octet by octet, to send what no well-behaved client sends.
final class RawHttpClient {
  private static final int TIMEOUT_MILLIS = 20_000;

  private final List<String> lines = new ArrayList<>();
  private final String method;
  private final String target;

  private RawHttpClient(String method, String target) {
    this.method = method;
    this.target = target;
    lines.add(method + " " + target + " HTTP/1.1");
  }

  static RawHttpClient call(String method, String target) {
    return new RawHttpClient(method, target);
  }

  RawHttpClient header(String name, String value) {
    lines.add(name + ": " + value);
    return this;
  }

  /// Sends a body of which it says how long it is.
  Exchange send(byte[] body) {
    header("Content-Length", Integer.toString(body.length));
    return exchange(body, body);
  }

  Exchange send(String body) {
    return send(body.getBytes(UTF_8));
  }

  /// Says that the body is so long, and sends the beginning only.
  Exchange announce(long length) {
    header("Content-Length", Long.toString(length));
    return exchange("{".getBytes(UTF_8), new byte[0]);
  }

  /// Sends a body in chunks, without its length.
  Exchange sendInChunks(byte[] body) {
    header("Transfer-Encoding", "chunked");
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int from = 0; from < body.length; from += 1000) {
      byte[] chunk = Arrays.copyOfRange(body, from, Math.min(body.length, from + 1000));
      chunks.writeBytes((Integer.toHexString(chunk.length) + "\r\n").getBytes(ISO_8859_1));
      chunks.writeBytes(chunk);
      chunks.writeBytes("\r\n".getBytes(ISO_8859_1));
    }
    chunks.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
    return exchange(chunks.toByteArray(), body);
  }

  private Exchange exchange(byte[] octets, byte[] body) {
    if (lines.stream().noneMatch(line -> line.startsWith("Host:"))) {
      header("Host", "localhost:" + ApiTest.port());
    }
    header("Connection", "close");
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), ApiTest.port())) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      OutputStream out = socket.getOutputStream();
      try {
        out.write((String.join("\r\n", lines) + "\r\n\r\n").getBytes(ISO_8859_1));
        out.write(octets);
        out.flush();
      } catch (IOException closedEarly) {
        // a server that has heard enough need not listen to the rest; its answer is there
      }
      return answer(socket, body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Exchange answer(Socket socket, byte[] body) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    try {
      for (int read = socket.getInputStream().read(buffer);
          read >= 0 && !isWhole(answer.toByteArray());
          read = socket.getInputStream().read(buffer)) {
        answer.write(buffer, 0, read);
        if (isWhole(answer.toByteArray())) {
          break;
        }
      }
    } catch (IOException reset) {
      // the server closed while it was still being talked to
    }
    byte[] whole = answer.toByteArray();
    int end = endOfHead(whole);
    if (end < 0) {
      throw new AssertionError("No answer to " + method + " " + target);
    }
    String[] head = new String(whole, 0, end, ISO_8859_1).split("\r\n", -1);
    Map<String, List<String>> headers = fields(Arrays.asList(head));
    Exchange exchange =
        new Exchange(
            method,
            target,
            fields(lines),
            body,
            Integer.parseInt(head[0].split(" ", -1)[1]),
            headers,
            Arrays.copyOfRange(whole, end + 4, whole.length));
    OpenApiConformance.check(exchange);
    return exchange;
  }

  private boolean isWhole(byte[] answer) {
    int end = endOfHead(answer);
    if (end < 0) {
      return false;
    }
    String head = new String(answer, 0, end, ISO_8859_1);
    List<String> length =
        fields(Arrays.asList(head.split("\r\n", -1))).getOrDefault("content-length", List.of("0"));
    return method.equals("HEAD") || answer.length >= end + 4 + Integer.parseInt(length.getFirst());
  }

  private static int endOfHead(byte[] answer) {
    return new String(answer, ISO_8859_1).indexOf("\r\n\r\n");
  }

  private static Map<String, List<String>> fields(List<String> lines) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      fields
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(java.util.Locale.ROOT),
              name -> new ArrayList<>())
          .add(line.substring(colon + 1).trim());
    }
    return fields;
  }
}
