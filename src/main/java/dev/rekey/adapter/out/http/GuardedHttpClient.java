package dev.rekey.adapter.out.http;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Calls other systems at URLs that an external party supplied, with protection against SSRF. A
/// call needs the permission of [OutboundAddressPolicy], connects to the checked address, has a
/// deadline and follows no redirect. TLS verifies the host name.
public final class GuardedHttpClient implements AutoCloseable {
  /// Maximum number of octets that are read of a response; the rest is ignored.
  static final int MAX_RESPONSE_LENGTH = 16 * 1024;

  private static final Duration CONNECTING = Duration.ofSeconds(5);
  private static final int CONNECTIONS_OF_A_HOST = 8;
  private static final int IDLE_SECONDS = 10;

  private final HttpClient client;
  private final OutboundAddressPolicy addresses;
  private final Executor lookUps = task -> Thread.ofVirtual().name("outgoing").start(task);

  /// Creates a client for the addresses that the policy allows.
  ///
  /// @param trust the trusted certificates; null for the default ones of the JDK
  public GuardedHttpClient(
      Vertx vertx, OutboundAddressPolicy addresses, @Nullable TrustOptions trust) {
    this.addresses = addresses;
    HttpClientOptions options =
        new HttpClientOptions()
            .setVerifyHost(true)
            .setForceSni(true)
            .setConnectTimeout((int) CONNECTING.toMillis())
            .setKeepAliveTimeout(IDLE_SECONDS)
            .setMaxPoolSize(CONNECTIONS_OF_A_HOST);
    this.client = vertx.createHttpClient(trust == null ? options : options.setTrustOptions(trust));
  }

  /// Sends `body` and waits for the response until `deadline` has passed. Blocks the calling
  /// thread; never call it on an event loop.
  public Answer post(URI to, Map<String, String> headers, byte[] body, Duration deadline) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    CompletableFuture.supplyAsync(() -> addresses.check(to), lookUps)
        .whenComplete((verdict, failure) -> {
          switch (verdict) {
            case OutboundAddressPolicy.Verdict.Allowed allowed ->
                send(to, allowed, headers, body, deadline, answer);
            case OutboundAddressPolicy.Verdict.Refused(OutboundAddressPolicy.Reason reason) ->
                answer.complete(new Answer.Refused(reason));
            case null -> answer.completeExceptionally(failure);
          }
        });
    try {
      return answer.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      answer.cancel(false);
      return new Answer.Failed("no answer in time");
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause();
      return new Answer.Failed((cause == null ? failure : cause).getClass().getSimpleName());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      answer.cancel(false);
      return new Answer.Failed("interrupted");
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private void send(
      URI to,
      OutboundAddressPolicy.Verdict.Allowed allowed,
      Map<String, String> headers,
      byte[] body,
      Duration deadline,
      CompletableFuture<Answer> answer) {
    String path = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
    String query = to.getRawQuery() == null ? "" : "?" + to.getRawQuery();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(
                SocketAddress.inetSocketAddress(allowed.port(), allowed.address().getHostAddress()))
            .setHost(to.getHost())
            .setPort(allowed.port())
            .setSsl("https".equals(to.getScheme()))
            .setURI(path + query)
            .setFollowRedirects(false)
            .setTimeout(deadline.toMillis());
    headers.forEach(options::putHeader);
    client
        .request(options)
        .compose(request -> {
          // the caller timed out: the reset ends the call that is still in flight
          answer.whenComplete((_, failure) -> {
            if (failure != null) {
              request.reset();
            }
          });
          return request.send(Buffer.buffer(body)).compose(GuardedHttpClient::read);
        })
        .onSuccess(answer::complete)
        .onFailure(answer::completeExceptionally);
  }

  private static Future<Answer> read(HttpClientResponse response) {
    Promise<Answer> read = Promise.promise();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(read::tryFail);
    response.endHandler(_ -> read.tryComplete(received(response, body)));
    response.handler(part -> {
      int room = MAX_RESPONSE_LENGTH - body.length();
      body.appendBuffer(part.length() <= room ? part : part.slice(0, room));
      if (part.length() > room) {
        read.tryComplete(received(response, body));
        response.request().reset();
      }
    });
    return read.future();
  }

  private static Answer received(HttpClientResponse response, Buffer body) {
    return new Answer.Received(response.statusCode(), body.toString(StandardCharsets.UTF_8));
  }

  /// The result of a call.
  public sealed interface Answer {
    /// The other system responded.
    ///
    /// @param body the beginning of the response body
    record Received(int status, String body) implements Answer {}

    /// The policy rejected the URL. No connection was opened.
    record Refused(OutboundAddressPolicy.Reason reason) implements Answer {}

    /// No response arrived. It is unknown whether the other system processed the call.
    ///
    /// @param what a short description without any data of the call
    record Failed(String what) implements Answer {}
  }
}
