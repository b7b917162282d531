package dev.rekey.adapter.in.web.administration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.adapter.in.web.HttpBrowser;
import dev.rekey.local.profile.Outage;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// A database or an identity provider that is away is said on a page.
@QuarkusTest
@TestProfile(Outage.class)
class AdministrationInAnOutageTest {
  private static final String CUSTOMERS = "/administration/customers";

  @Test
  void anOutageIsAPageToo() {
    HttpBrowser anna = AdministrationFixtures.administrator("store-admin");
    String token = anna.get(CUSTOMERS).formToken();
    LocalStackResource.database().killHard();
    try {
      unavailable(anna.get(CUSTOMERS));
      unavailable(anna.get(CUSTOMERS + "/c-1"));
      for (String action : new String[] {"/c-1/password-resets", "/c-1/force-sign-in"}) {
        unavailable(anna.post(CUSTOMERS + action, Map.of("form-token", token)));
      }
    } finally {
      LocalStackResource.database().startAgain();
    }
    // nobody was signed out for that
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> anna.get(CUSTOMERS).status() != 503);
    assertThat(anna.get(CUSTOMERS).status()).isEqualTo(200);

    HttpBrowser bert = new HttpBrowser();
    HttpBrowser.Page back =
        HttpBrowser.atProvider(bert.get(CUSTOMERS).location(), "bert", "Bert", "customers:read");
    LocalStackResource.identityProvider().close();
    try {
      unavailable(bert.get(back.location()));
      // who is signed in already does not notice
      assertThat(anna.get(CUSTOMERS).status()).isEqualTo(200);
    } finally {
      LocalStackResource.identityProvider().startAgain();
    }
  }

  private static void unavailable(HttpBrowser.Page answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(503);
    assertThat(answer.header("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    assertThat(answer.body()).contains("<h1>Temporarily unavailable</h1>");
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
  }
}
