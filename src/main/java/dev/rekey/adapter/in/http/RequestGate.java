package dev.rekey.adapter.in.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Decodes one request of a connection at a time. The octets after it wait until the answer was
/// taken, and nothing more is read meanwhile: clients that send requests and take no answers must
/// not fill the memory. After an answer with `Connection: close` the rest is discarded.
///
/// Also closes the connection if a request does not arrive within the time.
final class RequestGate extends ChannelDuplexHandler {
  private static final String GATE = "request-gate";

  private final Duration time;
  private final Queue<ByteBuf> waiting = new ArrayDeque<>();
  private @Nullable ScheduledFuture<?> deadline;

  /// Whether the decoder found something in the octets that it got last. It may have more.
  private boolean found;

  private boolean ended;
  private boolean answered;
  private boolean closing;
  private boolean stopped;

  private RequestGate(Duration time) {
    this.time = time;
  }

  /// Adds a gate to a connection that speaks HTTP/1.
  ///
  /// @param time time from the first octet of a request to its last
  /// @return whether the connection has a decoder already; behind TLS it has none at first
  static boolean install(ChannelPipeline pipeline, Duration time) {
    ChannelHandlerContext decoder = pipeline.context(HttpRequestDecoder.class);
    ChannelHandlerContext encoder = pipeline.context(HttpResponseEncoder.class);
    if (decoder == null || encoder == null) {
      return false;
    }
    ((HttpRequestDecoder) decoder.handler()).setSingleDecode(true);
    RequestGate gate = new RequestGate(time);
    pipeline.addBefore(decoder.name(), GATE, gate);
    pipeline.addAfter(encoder.name(), null, gate.new Exchange(pipeline.context(GATE)));
    return true;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (ended && closing) {
      ((ByteBuf) message).release();
      return;
    }
    waiting.add((ByteBuf) message);
    decode(context);
    if (!waiting.isEmpty()) {
      stopReading(context);
    }
  }

  private void decode(ChannelHandlerContext context) {
    found = true;
    while (!ended && (found || !waiting.isEmpty())) {
      // first what the decoder holds, so that this does not grow
      ByteBuf octets = found ? null : waiting.poll();
      found = false;
      if (octets != null && deadline == null) {
        deadline =
            context
                .executor()
                .schedule((Runnable) context::close, time.toMillis(), TimeUnit.MILLISECONDS);
      }
      context.fireChannelRead(octets == null ? Unpooled.EMPTY_BUFFER : octets);
    }
  }

  @Override
  public void read(ChannelHandlerContext context) {
    if (waiting.isEmpty()) {
      context.read();
    } else {
      stopReading(context);
    }
  }

  // a channel that reads by itself does not wait for calls of read
  private void stopReading(ChannelHandlerContext context) {
    stopped = true;
    context.channel().config().setAutoRead(false);
  }

  /// The answer to the request that ended was taken.
  private void next(ChannelHandlerContext context) {
    if (closing) {
      discard();
    } else {
      ended = false;
      answered = false;
      decode(context);
      context.fireChannelReadComplete();
    }
    if (stopped && waiting.isEmpty()) {
      stopped = false;
      context.channel().config().setAutoRead(true);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    discard();
    cancelDeadline();
    context.fireChannelInactive();
  }

  private void discard() {
    waiting.forEach(ByteBuf::release);
    waiting.clear();
  }

  private void cancelDeadline() {
    if (deadline != null) {
      deadline.cancel(false);
      deadline = null;
    }
  }

  /// Sees the requests after the decoder and the answers before the encoder.
  private final class Exchange extends ChannelDuplexHandler {
    private final ChannelHandlerContext gate;
    private boolean informational;

    Exchange(ChannelHandlerContext gate) {
      this.gate = gate;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
      if (ended) {
        // the decoder hands over what it holds when the connection is closed
        ReferenceCountUtil.release(message);
        return;
      }
      found = true;
      if (message instanceof LastHttpContent) {
        cancelDeadline();
        ended = true;
        continueIfTaken();
      }
      context.fireChannelRead(message);
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof HttpResponse head) {
        informational = head.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        closing |=
            head.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
      }
      ChannelPromise written = promise;
      if (message instanceof LastHttpContent && !informational) {
        written = promise.unvoid();
        written.addListener(_ -> {
          answered = true;
          continueIfTaken();
        });
      }
      context.write(message, written);
    }

    // not at once: the decoder may be on the stack
    private void continueIfTaken() {
      if (ended && answered) {
        gate.executor().execute(() -> next(gate));
      }
    }
  }
}
