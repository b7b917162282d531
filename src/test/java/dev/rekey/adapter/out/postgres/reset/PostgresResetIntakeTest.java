package dev.rekey.adapter.out.postgres.reset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.adapter.out.postgres.Database;
import dev.rekey.adapter.out.postgres.PostgresPorts;
import dev.rekey.adapter.out.postgres.WithoutWorkers;
import dev.rekey.contract.Ports;
import dev.rekey.contract.ResetIntakeContract;
import dev.rekey.domain.Actor;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.reset.Protection;
import dev.rekey.domain.reset.RequestLimit;
import dev.rekey.domain.reset.ResetLimits;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.store.StoreId;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithoutWorkers.class)
@WithTestResource(LocalStackResource.class)
class PostgresResetIntakeTest extends ResetIntakeContract {
  @Inject PostgresPorts ports;
  @Inject Database database;

  @Override
  protected Ports ports() {
    return ports;
  }

  @Test
  void aRefusedRequestLeavesNoWindowOfItsOwn() {
    ResetLimits once =
        new ResetLimits(
            Protection.BY_IP_AND_EMAIL,
            new RequestLimit(1, Duration.ZERO),
            new RequestLimit(1, Duration.ZERO),
            new RequestLimit(1, Duration.ZERO));
    submit("maria@example.com", 1, once);
    assertThat(windows()).isEqualTo(2);

    submit("maria@example.com", 2, once);
    submit("sven@example.com", 1, once);

    assertThat(windows()).isEqualTo(2);
  }

  private void submit(String email, int host, ResetLimits limits) {
    Actor from = Actor.customer(ClientAddress.of(new byte[] {10, 0, 0, (byte) host}));
    ports
        .resetIntake()
        .submit(
            ResetRequest.ByVisitor.of(
                StoreId.DEFAULT, EmailAddress.parse(email).orElseThrow(), from),
            limits)
        .toCompletableFuture()
        .orTimeout(10, TimeUnit.SECONDS)
        .join();
  }

  private int windows() {
    return database.query("SELECT count(*) FROM request_windows", row -> row.getInt(1)).getFirst();
  }
}
