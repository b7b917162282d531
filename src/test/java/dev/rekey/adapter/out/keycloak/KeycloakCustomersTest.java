package dev.rekey.adapter.out.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.reset.ResetTokens;
import dev.rekey.contract.CustomersContract;
import dev.rekey.contract.Ports;
import dev.rekey.domain.Actor;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.store.StoreId;
import dev.rekey.local.fixture.KeycloakFixture;
import dev.rekey.local.stack.LocalStackResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(WithKeycloak.class)
@WithTestResource(LocalStackResource.class)
class KeycloakCustomersTest extends CustomersContract {
  private static final CustomerId ANNA = new CustomerId("anna");
  private static final KeycloakFixture.User USER =
      KeycloakFixture.User.of("anna", "anna@example.com");

  @Inject KeycloakPorts ports;
  @Inject KeycloakAdminApi users;

  @Override
  protected Ports ports() {
    return ports;
  }

  @Test
  void aClientThatLostItsRightsTakesNobodyForNobody() {
    ports.keycloakFixture().put(USER);
    ports.keycloakFixture().takeRights();
    try {
      assertThatThrownBy(() -> ports.customers().find(ANNA))
          .isInstanceOf(TemporarilyUnavailable.class)
          .hasMessageContaining("lacks rights");
      assertThatThrownBy(() -> ports.customers().findFor(List.of(visitor("anna@example.com"))))
          .isInstanceOf(TemporarilyUnavailable.class);
    } finally {
      ports.keycloakFixture().giveRights();
    }
    assertThat(ports.customers().find(ANNA)).isPresent();
  }

  @Test
  void aRealmThatIsNotThereIsNoRealmWithoutCustomers() {
    KeycloakAdminApi elsewhere =
        new KeycloakAdminApi(
            new KeycloakRealm(
                ports.keycloakFixture().server(), "nowhere", "any", "any", Duration.ofSeconds(10)),
            KeycloakFixture.TRUST);

    assertThatThrownBy(() -> elsewhere.find("anna"))
        .isInstanceOf(TemporarilyUnavailable.class)
        .hasMessageContaining("of the realm 'nowhere'");
  }

  @Test
  void somebodyElseOfTheRealmIsNobody() {
    ports
        .keycloakFixture()
        .put(USER, KeycloakFixture.User.of("root", "root@example.com").notACustomer());

    assertThat(ports.customers().find(new CustomerId("root"))).isEmpty();
    ResetRequest request = visitor("root@example.com");
    assertThat(ports.customers().findFor(List.of(request))).isEmpty();
    assertThat(ports.customers().page(null, null, null, 9))
        .extracting(Customer::id)
        .containsExactly(ANNA);
  }

  @Test
  void aCustomerWithoutAnAddressIsFoundAndListed() {
    ports.keycloakFixture().put(USER.withoutEmail());

    assertThat(ports.customers().find(ANNA).orElseThrow().email()).isNull();
    assertThat(ports.customers().page(null, null, null, 9))
        .extracting(Customer::email)
        .containsExactly((EmailAddress) null);
  }

  @Test
  void aCustomerWhoIsDeletedThereIsGoneHereWithTheLinks() {
    ports.keycloakFixture().put(USER);
    Customer anna = ports.customers().find(ANNA).orElseThrow();
    Digest link = Digest.of("a link");
    var _ =
        ports
            .resetTokens()
            .store(
                List.of(new ResetTokens.NewLink(link, ANNA, anna.linkVersion())),
                Duration.ofHours(1));
    assertThat(ports.resetTokens().find(link)).isPresent();

    ports.keycloakFixture().delete("anna");

    assertThat(ports.customers().find(ANNA)).isEmpty();
    assertThat(ports.resetTokens().find(link)).isEmpty();
  }

  @Test
  void anAddressThatTwoAccountsHaveIsNobodys() {
    ports
        .keycloakFixture()
        .set(Map.of("loginWithEmailAllowed", false, "duplicateEmailsAllowed", true));
    try {
      ports.keycloakFixture().put(USER, KeycloakFixture.User.of("bert", "anna@example.com"));
      ResetRequest request = visitor("anna@example.com");

      assertThat(ports.customers().findFor(List.of(request))).isEmpty();
      assertThat(ports.customers().find(ANNA)).isPresent();
    } finally {
      ports.keycloakFixture().clear();
      ports
          .keycloakFixture()
          .set(Map.of("duplicateEmailsAllowed", false, "loginWithEmailAllowed", true));
    }
  }

  @Test
  void anAddressIsFoundHoweverItsLettersAreComposed() {
    ports.keycloakFixture().put(KeycloakFixture.User.of("anna", "e\u0301va@example.com"));
    ResetRequest request = visitor("\u00c9va@example.com");

    assertThat(ports.customers().findFor(List.of(request)).get(request))
        .extracting(Customer::id)
        .isEqualTo(ANNA);
  }

  @Test
  void noSearchIsMadeForAnEmptyAddress() {
    ports.keycloakFixture().put(USER);

    assertThatThrownBy(() -> users.withEmail("")).isInstanceOf(IllegalArgumentException.class);
  }

  private static ResetRequest visitor(String email) {
    return ResetRequest.ByVisitor.keeping(
        StoreId.DEFAULT, EmailAddress.parse(email).orElseThrow(), Actor.customer(null));
  }
}
