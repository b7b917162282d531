package dev.rekey.adapter.out.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.adapter.out.http.GuardedHttpClient;
import dev.rekey.adapter.out.http.OutboundAddressPolicy;
import dev.rekey.application.port.securityevent.SecurityEventPush.Outcome;
import dev.rekey.application.port.securityevent.SecurityEventStreams.Delivery;
import dev.rekey.local.fixture.Receiver;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What an answer says of a token.
class HttpSecurityEventPushTest {
  private final Vertx vertx = Vertx.vertx();
  private final Receiver receiver = Receiver.start();

  @AfterEach
  void stop() throws Exception {
    receiver.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "202 | '' | ACCEPTED",
        "200 | '' | UNAVAILABLE",
        "204 | '' | UNAVAILABLE",
        "307 | '' | UNAVAILABLE",
        "503 | {\"err\":\"invalid_request\"} | UNAVAILABLE",
        "400 | {\"err\":\"invalid_request\",\"description\":\"no\"} | REFUSED",
        "400 | {\"err\":\"unheard_of\"} | REFUSED",
        "400 | {\"err\":\"authentication_failed\"} | UNAVAILABLE",
        "400 | {\"err\":\"access_denied\"} | UNAVAILABLE"
      })
  void whatCountsIsTheStatusAndTheError(int status, String body, Outcome outcome) {
    assertThat(pushed(status, body)).isEqualTo(outcome);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "''",
        "<html><title>Blocked</title></html>",
        "null",
        "[\"err\"]",
        "{}",
        "{\"err\":\"\"}",
        "{\"err\":400}",
        "{\"error\":\"invalid_request\"}"
      })
  void aRefusalWithoutAnErrorIsNotTheReceiversWord(String body) {
    assertThat(pushed(400, body)).isEqualTo(Outcome.UNAVAILABLE);
  }

  private Outcome pushed(int status, String body) {
    receiver.behave(_ -> new Receiver.Answer(status, body));
    OutboundAddressPolicy addresses = OutboundAddressPolicy.of(List.of("127.0.0.1"));
    try (GuardedHttpClient http = new GuardedHttpClient(vertx, addresses, null)) {
      return new HttpSecurityEventPush(http, addresses)
          .push(new Delivery.Push(receiver.endpoint(), null), "a.b.c");
    }
  }
}
