package dev.rekey.adapter.in.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Time is that of the channel, so that nothing waits.
class ConnectionDeadlinesTest {
  private static final String HEAD =
      "POST /sign-ins HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\n\r\n";

  private static final String REQUEST = HEAD + "{  }";

  private final EmbeddedChannel connection = new EmbeddedChannel();

  @BeforeEach
  void initialize() {
    connection.freezeTime();
    new ConnectionDeadlines().postInitializeServerChildChannel(connection);
    connection.pipeline().addLast(new HttpRequestDecoder(), new HttpResponseEncoder());
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
      answer(HttpHeaderValues.KEEP_ALIVE);
      connection.flush();
    }
    assertThat(connection.isOpen()).isTrue();

    send("P");
    advance(10);

    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void anAnswerThatIsNotTakenIsCutAfterThirtySeconds() {
    send(REQUEST);
    answer(HttpHeaderValues.KEEP_ALIVE);
    advance(29);
    assertThat(connection.isOpen()).isTrue();

    advance(1);

    assertThat(connection.isOpen()).isFalse();
  }

  @Test
  void theNextRequestIsReadWhenTheAnswerWasTaken() {
    send(REQUEST + REQUEST);
    assertThat(requests()).isEqualTo(1);
    send(REQUEST);
    assertThat(connection.config().isAutoRead()).isFalse();

    answer(HttpHeaderValues.KEEP_ALIVE);
    advance(1);
    assertThat(requests()).isZero();
    connection.config().setAutoRead(true);
    assertThat(connection.config().isAutoRead()).isFalse();

    connection.flush();
    advance(1);
    assertThat(requests()).isEqualTo(1);
    assertThat(connection.config().isAutoRead()).isFalse();

    answer(HttpHeaderValues.KEEP_ALIVE);
    connection.flush();
    advance(1);
    assertThat(requests()).isEqualTo(1);
    assertThat(connection.config().isAutoRead()).isTrue();
  }

  @Test
  void anAnswerBeforeTheEndOfItsRequestLetsTheNextOneIn() {
    send(HEAD + "{");
    answer(HttpHeaderValues.KEEP_ALIVE);
    connection.flush();
    advance(1);
    send("  }" + REQUEST);
    advance(1);

    assertThat(requests()).isEqualTo(2);
  }

  @Test
  void nothingIsServedAfterTheLastAnswerButTheRestIsRead() {
    send(REQUEST + REQUEST);
    send(REQUEST);
    answer(HttpHeaderValues.CLOSE);
    connection.flush();
    advance(1);
    assertThat(connection.config().isAutoRead()).isTrue();
    send(REQUEST);

    connection.close();

    assertThat(requests()).isEqualTo(1);
    assertThat(connection.config().isAutoRead()).isTrue();
  }

  private void answer(CharSequence connectionHeader) {
    FullHttpResponse answer =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.wrappedBuffer(new byte[10]));
    answer.headers().set(HttpHeaderNames.CONNECTION, connectionHeader);
    connection.write(answer);
  }

  /// The number of requests since the last call of this method.
  private long requests() {
    long requests =
        connection.inboundMessages().stream().filter(HttpRequest.class::isInstance).count();
    connection.releaseInbound();
    return requests;
  }

  private void send(String octets) {
    connection.writeInbound(Unpooled.copiedBuffer(octets, US_ASCII));
  }

  private void advance(int seconds) {
    connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
    connection.runScheduledPendingTasks();
  }
}
