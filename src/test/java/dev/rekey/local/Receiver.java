package dev.rekey.local;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A system that security events are pushed to (RFC 8935). It checks them with another library than
/// the one that they are made with.
public final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Function<Call, Answer> behaviour = _ -> new Answer(202, "");

  /// What was sent.
  public record Call(
      String path, @Nullable String contentType, @Nullable String authorization, String token) {}

  /// What is answered.
  ///
  /// @param location where it sends whoever asks instead
  public record Answer(int status, String body, @Nullable URI location) {
    public Answer(int status, String body) {
      this(status, body, null);
    }
  }

  private Receiver(HttpServer server) {
    this.server = server;
  }

  public static Receiver start() {
    try {
      Receiver receiver =
          new Receiver(
              HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
      receiver.serve();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Where it is reached.
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/events?of=rekey");
  }

  /// What it does from now on.
  public void behave(Function<Call, Answer> does) {
    behaviour = does;
  }

  /// All that was sent, oldest first, whatever was answered.
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void serve() {
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          Call call =
              new Call(
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders().getFirst("Content-Type"),
                  exchange.getRequestHeaders().getFirst("Authorization"),
                  new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          Answer answer = behaviour.apply(call);
          calls.add(call);
          byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
          if (answer.location() != null) {
            exchange.getResponseHeaders().add("Location", answer.location().toString());
          }
          exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  /// A token whose signature and form hold.
  ///
  /// @param member what the event says
  public record Event(
      String jti,
      @Nullable String txn,
      String issuer,
      List<String> audience,
      Instant issuedAt,
      Map<String, Object> subject,
      String type,
      Map<String, Object> member) {}

  /// Reads a token as RFC 8417 and SSF 1.0 want it read, with the keys that the service publishes.
  public static Event check(String token, String keys) {
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      require(jwt.getHeader().getAlgorithm().equals(JWSAlgorithm.RS256), "another algorithm");
      require("secevent+jwt".equals(String.valueOf(jwt.getHeader().getType())), "another type");
      RSAKey key = (RSAKey) JWKSet.parse(keys).getKeyByKeyId(jwt.getHeader().getKeyID());
      require(key != null && !key.isPrivate(), "no such key");
      require(jwt.verify(new RSASSAVerifier(key.toRSAPublicKey())), "a forged signature");
      JWTClaimsSet claims = jwt.getJWTClaimsSet();
      require(claims.getSubject() == null, "a sub");
      require(claims.getExpirationTime() == null, "an exp");
      Map<String, Object> events = claims.getJSONObjectClaim("events");
      require(events.size() == 1, "not one event");
      Map.Entry<String, Object> event = events.entrySet().iterator().next();
      @SuppressWarnings("unchecked")
      Map<String, Object> member = (Map<String, Object>) event.getValue();
      return new Event(
          claims.getJWTID(),
          claims.getStringClaim("txn"),
          claims.getIssuer(),
          claims.getAudience(),
          claims.getIssueTime().toInstant(),
          claims.getJSONObjectClaim("sub_id"),
          event.getKey(),
          member);
    } catch (ParseException | JOSEException unreadable) {
      throw new AssertionError(token, unreadable);
    }
  }

  private static void require(boolean right, String otherwise) {
    if (!right) {
      throw new AssertionError("A security event token with " + otherwise);
    }
  }
}
