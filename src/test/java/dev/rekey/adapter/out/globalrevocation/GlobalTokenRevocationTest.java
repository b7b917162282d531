package dev.rekey.adapter.out.globalrevocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.adapter.out.http.GuardedHttpClient;
import dev.rekey.adapter.out.http.OutboundAddressPolicy;
import dev.rekey.application.port.revocation.RemoteAuthorizationServer.Answer;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.customer.SubjectFormat;
import dev.rekey.domain.store.StoreId;
import dev.rekey.local.fixture.GlobalRevocationServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobalTokenRevocationTest {
  private static final Customer MARIA =
      customer(EmailAddress.parse("maria@example.com").orElseThrow());

  private final Vertx vertx = Vertx.vertx();
  private final GlobalRevocationServer server = new GlobalRevocationServer();

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "EMAIL | {\"sub_id\":{\"format\":\"email\",\"email\":\"maria@example.com\"}}",
        "OPAQUE | {\"sub_id\":{\"format\":\"opaque\",\"id\":\"maria\"}}",
        "ISS_SUB | {\"sub_id\":{\"format\":\"iss_sub\",\"iss\":\"https://id.example\",\"sub\":\"maria\"}}"
      })
  void itIsToldInTheFormatThatItUnderstands(SubjectFormat format, String body) {
    assertThat(at("127.0.0.1", format).revokeAll(MARIA)).isEqualTo(Answer.ENDED);

    assertThat(GlobalRevocationServer.calls())
        .containsExactly(
            new GlobalRevocationServer.Call(
                "POST",
                "/revoke?tenant=1",
                "Bearer " + GlobalRevocationServer.BEARER,
                "application/json",
                body));
  }

  @ParameterizedTest
  @CsvSource({
    "204, ENDED", "200, ENDED", "404, UNKNOWN_CUSTOMER", "307, REFUSED", "400, REFUSED",
    "401, REFUSED", "403, REFUSED", "422, REFUSED", "429, UNAVAILABLE", "500, UNAVAILABLE",
    "503, UNAVAILABLE", "-1, UNAVAILABLE"
  })
  void whatItAnswersIsTakenAsTheStandardMeansIt(int status, Answer expected) {
    GlobalRevocationServer.answers(status);

    assertThat(at("127.0.0.1", SubjectFormat.EMAIL).revokeAll(MARIA)).isEqualTo(expected);

    assertThat(GlobalRevocationServer.calls()).as("nobody is followed anywhere").hasSize(1);
  }

  @Test
  void whoHasNoAddressIsNobodyToAServerThatKnowsCustomersByTheirs() {
    assertThat(at("127.0.0.1", SubjectFormat.EMAIL).revokeAll(customer(null)))
        .isEqualTo(Answer.UNKNOWN_CUSTOMER);
    assertThat(GlobalRevocationServer.calls()).isEmpty();

    GlobalRevocationServer.answers(204);
    assertThat(at("127.0.0.1", SubjectFormat.OPAQUE).revokeAll(customer(null)))
        .isEqualTo(Answer.ENDED);
  }

  @Test
  void anAddressInsideThatNobodyListedIsNotCalled() {
    assertThat(at("10.0.0.0/8", SubjectFormat.EMAIL).revokeAll(MARIA)).isEqualTo(Answer.REFUSED);

    assertThat(GlobalRevocationServer.calls()).isEmpty();
  }

  private static Customer customer(@Nullable EmailAddress email) {
    return new Customer(
        new CustomerId("maria"),
        StoreId.DEFAULT,
        email,
        null,
        Locale.ENGLISH,
        Customer.Status.ACTIVE,
        true,
        1,
        1,
        true,
        null,
        null,
        Instant.EPOCH,
        Instant.EPOCH);
  }

  private GlobalTokenRevocation at(String listed, SubjectFormat format) {
    return new GlobalTokenRevocation(
        "erp",
        server.url(),
        GlobalRevocationServer.BEARER,
        format,
        "https://id.example",
        Duration.ofSeconds(5),
        new GuardedHttpClient(vertx, OutboundAddressPolicy.of(List.of(listed)), null));
  }
}
