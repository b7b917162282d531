package dev.rekey.local.stack;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/// An SMTP server that counts mails and forgets them, for benchmarks: [Mailbox] reads every mail
/// that it gets, which on a small machine takes from the service what is to be measured.
public final class SmtpSink implements AutoCloseable {

  private static final List<String> EXTENSIONS = List.of("PIPELINING", "8BITMIME", "SMTPUTF8");

  private final LongAdder messages = new LongAdder();
  private final Map<String, LongAdder> recipients = new ConcurrentHashMap<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final boolean countsRecipients;
  private final ServerSocket listener;

  private SmtpSink(boolean countsRecipients) {
    this.countsRecipients = countsRecipients;
    try {
      listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().name("smtp-sink").start(this::accept);
  }

  public static SmtpSink start() {
    return new SmtpSink(false);
  }

  /// Also counts for each recipient, which takes memory for each address.
  public static SmtpSink startCountingRecipients() {
    return new SmtpSink(true);
  }

  public int port() {
    return listener.getLocalPort();
  }

  public long messages() {
    return messages.sum();
  }

  public long messagesTo(String address) {
    LongAdder count = recipients.get(address.toLowerCase(Locale.ROOT));
    return count == null ? 0 : count.sum();
  }

  /// How many different addresses got a mail.
  public int recipients() {
    return recipients.size();
  }

  @Override
  public void close() {
    closeQuietly(listener);
    connections.forEach(SmtpSink::closeQuietly);
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        connections.add(connection);
        Thread.ofVirtual().name("smtp-sink-connection").start(() -> serve(connection));
      } catch (IOException e) {
        // Closed: the loop ends.
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      connection.setTcpNoDelay(true);
      new Session(connection).run();
    } catch (IOException e) {
      // The client went away without a word, which is its right.
    } finally {
      connections.remove(connection);
    }
  }

  private void count(List<String> mailRecipients) {
    messages.increment();
    if (countsRecipients) {
      for (String address : mailRecipients) {
        recipients.computeIfAbsent(address, _ -> new LongAdder()).increment();
      }
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is to be gone, and it is.
    }
  }

  /// The conversation on one connection (RFC 5321).
  private final class Session {

    private final InputStream in;
    private final OutputStream out;
    private final byte[] buffer = new byte[16 * 1024];
    private int position;
    private int limit;
    private boolean hasSender;
    private final List<String> mailRecipients = new ArrayList<>(1);

    Session(Socket connection) throws IOException {
      in = connection.getInputStream();
      out = new BufferedOutputStream(connection.getOutputStream());
    }

    void run() throws IOException {
      reply("220 localhost ESMTP");
      for (String line = readLine(); line != null; line = readLine()) {
        if (!answer(line)) {
          return;
        }
      }
    }

    /// Answers one command, and says whether the conversation goes on.
    private boolean answer(String line) throws IOException {
      String command = line.length() < 4 ? line : line.substring(0, 4);
      switch (command.toUpperCase(Locale.ROOT)) {
        case "EHLO" -> {
          reset();
          out.write("250-localhost\r\n".getBytes(StandardCharsets.US_ASCII));
          for (String extension : EXTENSIONS.subList(0, EXTENSIONS.size() - 1)) {
            out.write(("250-" + extension + "\r\n").getBytes(StandardCharsets.US_ASCII));
          }
          reply("250 " + EXTENSIONS.getLast());
        }
        case "HELO", "RSET" -> {
          reset();
          reply("250 OK");
        }
        case "MAIL" -> {
          reset();
          hasSender = true;
          reply("250 OK");
        }
        case "RCPT" -> recipient(line);
        case "DATA" -> data();
        case "NOOP" -> reply("250 OK");
        case "QUIT" -> {
          reply("221 Bye");
          out.flush();
          return false;
        }
        default -> reply("500 Command not recognized");
      }
      return true;
    }

    private void recipient(String line) throws IOException {
      int start = line.indexOf('<');
      int end = line.indexOf('>', start);
      if (!hasSender) {
        reply("503 MAIL must come first");
      } else if (start < 0 || end < 0) {
        reply("501 Syntax: RCPT TO:<address>");
      } else {
        mailRecipients.add(line.substring(start + 1, end).toLowerCase(Locale.ROOT));
        reply("250 OK");
      }
    }

    private void data() throws IOException {
      if (mailRecipients.isEmpty()) {
        reply("503 RCPT must come first");
        return;
      }
      reply("354 End with <CRLF>.<CRLF>");
      for (String line = readLine(); !".".equals(line); line = readLine()) {
        if (line == null) {
          return;
        }
      }
      count(mailRecipients);
      reset();
      reply("250 OK");
    }

    private void reset() {
      hasSender = false;
      mailRecipients.clear();
    }

    private void reply(String line) throws IOException {
      out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    /// The next line without its end, or null where the client is gone.
    private @Nullable String readLine() throws IOException {
      StringBuilder line = new StringBuilder();
      while (true) {
        for (int i = position; i < limit; i++) {
          if (buffer[i] == '\n') {
            int end = i > position && buffer[i - 1] == '\r' ? i - 1 : i;
            line.append(new String(buffer, position, end - position, StandardCharsets.UTF_8));
            position = i + 1;
            return line.toString();
          }
        }
        line.append(new String(buffer, position, limit - position, StandardCharsets.UTF_8));
        position = 0;
        // A client that pipelines has its answers in one packet: they go out before we wait.
        out.flush();
        limit = in.read(buffer);
        if (limit < 0) {
          return null;
        }
      }
    }
  }
}
