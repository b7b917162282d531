package dev.rekey.adapter.in.rest.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;

import dev.rekey.adapter.in.rest.ApiTest;
import dev.rekey.local.profile.AllFeatures;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What happened to an account can be read afterwards, and holds no secret.
@QuarkusTest
@TestProfile(AllFeatures.class)
class AuditTrailApiTest extends ApiTest {

  @Test
  void theAuditTrailTellsWhoDidWhatAndHoldsNoSecret() {
    Account account = account();
    signedIn(account);
    forceSignIn(account).then().statusCode(200);
    administrator("customers:reset-password")
        .post("/customers/{id}/password-resets", account.id())
        .then()
        .statusCode(202);
    String token = mailbox().awaitMessageTo(account.email()).token();
    confirm(token, NEW_PASSWORD).then().statusCode(204);
    signIn(account.email(), PASSWORD).then().statusCode(401);
    mailbox().awaitMessageTo(account.email(), 2);
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> eventTypes(account).contains("notice-mail-sent"));

    String trail =
        administrator("customers:read")
            .get("/customers/{id}/events", account.id())
            .then()
            .statusCode(200)
            .body("items.clientAddress", hasItems("127.0.0.1"))
            .body("items.find { it.type == 'tokens-revoked' }.actor.kind", equalTo("administrator"))
            .body("items.find { it.type == 'tokens-revoked' }.actor.id", equalTo("anna"))
            .body("items.find { it.type == 'tokens-revoked' }.count", equalTo(1))
            .body("items.find { it.type == 'password-reset-requested' }.actor.id", equalTo("anna"))
            .body("items.find { it.type == 'password-changed' }.actor.kind", equalTo("customer"))
            .body("items.find { it.type == 'password-changed' }.means", equalTo("reset"))
            .body("items.find { it.type == 'sign-in-failed' }.outcome", equalTo("failure"))
            .body("items.at", everyItem(notNullValue()))
            .extract()
            .asString();
    assertThat(eventTypes(account))
        .contains(
            "customer-created",
            "signed-in",
            "tokens-revoked",
            "password-reset-requested",
            "password-reset-mail-sent",
            "password-changed",
            "notice-mail-sent",
            "sign-in-failed")
        .endsWith("customer-created");
    assertThat(trail)
        .doesNotContain(token)
        .doesNotContain(PASSWORD)
        .doesNotContain(NEW_PASSWORD)
        .doesNotContain("@");
  }

  @Test
  void theAuditTrailIsReadInPagesNewestFirst() {
    Account account = account();
    signedIn(account);
    signedIn(account);
    List<String> all = eventTypes(account);

    List<String> paged = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      var call = administrator("customers:read").queryParam("limit", 1);
      var page =
          (cursor == null ? call : call.queryParam("cursor", cursor))
              .get("/customers/{id}/events", account.id())
              .then()
              .statusCode(200)
              .extract();
      paged.addAll(page.<List<String>>path("items.type"));
      cursor = page.path("nextCursor");
    } while (cursor != null);

    assertThat(all).hasSize(4).startsWith("signed-in", "signed-in");
    assertThat(paged).isEqualTo(all);
  }
}
