package dev.rekey.adapter.in.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.rekey.local.LocalStackResource;
import dev.rekey.local.Mail;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/// A customer who forgot the password, and one who has it.
@QuarkusTest
@WithTestResource(LocalStackResource.class)
class StorefrontApiTest extends ApiTest {

  @Test
  void aForgottenPasswordIsReplacedAndEverythingOldEnds() {
    Account account = account();
    String session = signedIn(account);
    String integration = integration(account, "erp");

    requestReset(account.email()).then().statusCode(202);
    Mail mail = mailbox().awaitMessageTo(account.email());
    String token = mail.token();
    assertThat(mail.link()).startsWith("http://localhost:8080/reset-password#token=");
    me(session).then().statusCode(200);
    signIn(account.email(), PASSWORD).then().statusCode(200);

    String first = validate(token).then().statusCode(200).extract().asString();
    assertThat(validate(token).then().statusCode(200).extract().asString()).isEqualTo(first);
    confirm(token, "short")
        .then()
        .statusCode(422)
        .body("violations.rule", hasItem("minimum-length"));
    confirm(token, NEW_PASSWORD, NEW_PASSWORD + "!")
        .then()
        .statusCode(422)
        .body("violations.rule", equalTo(java.util.List.of("confirmation")));
    validate(token).then().statusCode(200);
    confirm(token, NEW_PASSWORD, NEW_PASSWORD).then().statusCode(204);

    Mail notice = mailbox().awaitMessageTo(account.email(), 2);
    assertThat(notice.text()).contains("http://localhost:8080/forgot-password");
    assertThat(notice.text()).doesNotContain("#token=");
    signIn(account.email(), PASSWORD).then().statusCode(401);
    me(session).then().statusCode(401);
    me(integration).then().statusCode(401);
    assertThat(introspect(integration).asString()).isEqualTo("{\"active\":false}");
    me(signedIn(account, NEW_PASSWORD)).then().statusCode(200).body("id", equalTo(account.id()));
    assertThat(confirm(token, NEW_PASSWORD + "2").statusCode()).isEqualTo(410);
    signedIn(account, NEW_PASSWORD);
  }
}
