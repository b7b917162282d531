package dev.rekey.adapter.in.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Time is that of the channel, so that nothing waits.
class ConnectionDeadlinesTest {
  private static final String HEAD =
      "POST /sign-ins HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n";

  private final EmbeddedChannel connection = new EmbeddedChannel();
  private int reads;

  @BeforeEach
  void initialize() {
    connection.freezeTime();
    new ConnectionDeadlines().postInitializeServerChildChannel(connection);
    connection
        .pipeline()
        .addFirst(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void read(ChannelHandlerContext context) {
                reads++;
                context.read();
              }
            })
        .addLast(new HttpRequestDecoder());
  }

  @Test
  void aHeadThatTricklesIsCutAfterTenSeconds() {
    for (int i = 0; i < 9; i++) {
      send(HEAD.substring(i, i + 1));
      advance(1);
    }
    assertThat(connection.isOpen()).isTrue();

    send("x");
    advance(1);

    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void aBodyThatTricklesIsCutAfterTenSeconds() {
    send(HEAD);
    advance(9);
    send("{");
    assertThat(connection.isOpen()).isTrue();

    advance(1);

    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void aRequestThatIsWholeMayTakeLongAndTheNextOneHasItsOwnDeadline() {
    for (int i = 0; i < 3; i++) {
      send(HEAD);
      advance(9);
      send("{  }");
      advance(60);
    }
    assertThat(connection.isOpen()).isTrue();

    send("P");
    advance(10);

    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void anAnswerThatIsNotTakenIsCutAfterThirtySeconds() {
    connection.write(Unpooled.wrappedBuffer(new byte[10]));
    advance(29);
    assertThat(connection.isOpen()).isTrue();

    advance(1);

    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void nothingIsReadWhileAnAnswerWaits() {
    connection.write(Unpooled.wrappedBuffer(new byte[40_000]));
    assertThat(connection.isWritable()).isFalse();
    int before = reads;

    connection.read();
    assertThat(reads).isEqualTo(before);

    connection.flush();
    connection.runPendingTasks();
    assertThat(reads).isEqualTo(before + 1);
  }

  private void send(String octets) {
    connection.writeInbound(Unpooled.copiedBuffer(octets, US_ASCII));
  }

  private void advance(int seconds) {
    connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
    connection.runScheduledPendingTasks();
  }
}
