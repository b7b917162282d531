package dev.rekey.adapter.in.http;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Deadlines of each connection, so that slow clients do not use up connections and memory (ASVS
/// 5.0, 13.2.6). Idle timeouts do not suffice: a client that sends one octet now and then is never
/// idle.
///
/// - A request arrives within [#REQUEST], from its first octet to the last of its body.
/// - An answer is taken within [#ANSWER].
/// - While an answer waits to be taken, nothing more is read from the connection.
///
/// Netty loads the class by `META-INF/services`, because [dev.rekey.Main] sets
/// [#EXTENSIONS_SYSTEM_PROPERTY].
public final class ConnectionDeadlines extends ChannelInitializerExtension {
  static final Duration REQUEST = Duration.ofSeconds(10);
  static final Duration ANSWER = Duration.ofSeconds(30);

  /// Octets of answers that may wait to be sent before reading stops.
  private static final WriteBufferWaterMark WAITING = new WriteBufferWaterMark(8 << 10, 32 << 10);

  @Override
  public void postInitializeServerChildChannel(Channel connection) {
    connection.config().setWriteBufferWaterMark(WAITING);
    connection
        .pipeline()
        .addFirst(new WriteTimeoutHandler(ANSWER.toSeconds(), TimeUnit.SECONDS), new Request());
  }

  /// Closes a connection whose request takes too long, and reads nothing while an answer waits.
  private static final class Request extends ChannelDuplexHandler {
    private @Nullable ScheduledFuture<?> deadline;
    private boolean decoderFound;
    private boolean reading;

    @Override
    public void channelRead(ChannelHandlerContext context, Object octets) {
      if (!decoderFound) {
        decoderFound = true;
        ChannelHandlerContext decoder = context.pipeline().context(HttpRequestDecoder.class);
        if (decoder != null) {
          context.pipeline().addAfter(decoder.name(), null, new End());
        }
      }
      if (deadline == null) {
        deadline =
            context
                .executor()
                .schedule((Runnable) context::close, REQUEST.toMillis(), TimeUnit.MILLISECONDS);
      }
      context.fireChannelRead(octets);
    }

    @Override
    public void read(ChannelHandlerContext context) {
      if (context.channel().isWritable()) {
        context.read();
      } else {
        reading = true;
      }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      if (reading && context.channel().isWritable()) {
        reading = false;
        context.read();
      }
      context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
      cancel();
      context.fireChannelInactive();
    }

    private void cancel() {
      if (deadline != null) {
        deadline.cancel(false);
        deadline = null;
      }
    }

    /// Sees the end of each request.
    private final class End extends ChannelInboundHandlerAdapter {
      @Override
      public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof LastHttpContent) {
          cancel();
        }
        context.fireChannelRead(message);
      }
    }
  }
}
