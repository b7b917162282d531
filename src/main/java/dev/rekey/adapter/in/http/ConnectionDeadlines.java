package dev.rekey.adapter.in.http;

import io.netty.bootstrap.ChannelInitializerExtension;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.WriteTimeoutHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Deadlines of each connection, so that slow clients do not use up connections and memory (ASVS
/// 5.0, 13.2.6). Idle timeouts do not suffice: a client that sends one octet now and then is never
/// idle.
///
/// - A request arrives within [#REQUEST], from its first octet to the last of its body.
/// - An answer is taken within [#ANSWER].
/// - A request is read after the answer to the previous one was taken ([RequestGate]).
///
/// Netty loads the class by `META-INF/services`, because [dev.rekey.Main] sets
/// [#EXTENSIONS_SYSTEM_PROPERTY].
public final class ConnectionDeadlines extends ChannelInitializerExtension {
  static final Duration REQUEST = Duration.ofSeconds(10);
  static final Duration ANSWER = Duration.ofSeconds(30);

  /// Maximum number of octets that are read from a connection at once.
  private static final int READ = 16 << 10;

  @Override
  public void postInitializeServerChildChannel(Channel connection) {
    connection
        .config()
        .setRecvByteBufAllocator(
            new AdaptiveRecvByteBufAllocator(512, 2048, READ).maxMessagesPerRead(1));
    connection
        .pipeline()
        .addFirst(new Installer(), new WriteTimeoutHandler(ANSWER.toSeconds(), TimeUnit.SECONDS));
  }

  /// Adds the gate when the first octets arrive: Vert.x adds its decoder before.
  private static final class Installer extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object octets) {
      if (RequestGate.install(context.pipeline(), REQUEST)) {
        context.pipeline().remove(this);
      }
      context.fireChannelRead(octets);
    }
  }
}
