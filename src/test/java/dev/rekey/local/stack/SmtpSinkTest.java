package dev.rekey.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SmtpSinkTest {

  @Test
  void pipelinedMailsAreCountedForEachRecipient() throws IOException {
    try (SmtpSink sink = SmtpSink.startCountingRecipients();
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), sink.port());
        BufferedReader answers =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
      String mail =
          """
          MAIL FROM:<shop@example.com>
          RCPT TO:<Maria@example.com>
          DATA
          Subject: a line that begins with a dot is no end

          ..
          .
          """;
      String conversation = "EHLO localhost\n" + mail + mail + "DATA\nQUIT\n";
      socket
          .getOutputStream()
          .write(conversation.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));

      assertThat(answers.lines().map(line -> line.substring(0, 3)))
          .containsExactly(
              "220", "250", "250", "250", "250", "250", "250", "354", "250", "250", "250", "354",
              "250", "503", "221");
      assertThat(sink.messages()).isEqualTo(2);
      assertThat(sink.messagesTo("maria@example.com")).isEqualTo(2);
      assertThat(sink.recipients()).isEqualTo(1);
    }
  }
}
