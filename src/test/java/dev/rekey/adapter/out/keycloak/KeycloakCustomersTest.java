package dev.rekey.adapter.out.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rekey.application.port.ResetTokens;
import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.contract.CustomersContract;
import dev.rekey.contract.Ports;
import dev.rekey.domain.Digest;
import dev.rekey.domain.Origin;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.local.LocalStackResource;
import dev.rekey.local.Realm;
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
  private static final Realm.User USER = Realm.User.of("anna", "anna@example.com");

  @Inject KeycloakPorts ports;
  @Inject KeycloakUsers users;

  @Override
  protected Ports ports() {
    return ports;
  }

  @Test
  void aClientThatLostItsRightsTakesNobodyForNobody() {
    ports.realm().put(USER);
    ports.realm().takeRights();
    try {
      assertThatThrownBy(() -> ports.customers().find(ANNA))
          .isInstanceOf(TemporarilyUnavailable.class)
          .hasMessageContaining("lacks rights");
      assertThatThrownBy(() -> ports.customers().findFor(List.of(visitor("anna@example.com"))))
          .isInstanceOf(TemporarilyUnavailable.class);
    } finally {
      ports.realm().giveRights();
    }
    assertThat(ports.customers().find(ANNA)).isPresent();
  }

  @Test
  void aRealmThatIsNotThereIsNoRealmWithoutCustomers() {
    KeycloakUsers elsewhere =
        new KeycloakUsers(
            new KeycloakRealm(
                ports.realm().server(), "nowhere", "any", "any", Duration.ofSeconds(10)),
            Realm.TRUST);

    assertThatThrownBy(() -> elsewhere.find("anna"))
        .isInstanceOf(TemporarilyUnavailable.class)
        .hasMessageContaining("of the realm 'nowhere'");
  }

  @Test
  void somebodyElseOfTheRealmIsNobody() {
    ports.realm().put(USER, Realm.User.of("root", "root@example.com").notACustomer());

    assertThat(ports.customers().find(new CustomerId("root"))).isEmpty();
    ResetRequest request = visitor("root@example.com");
    assertThat(ports.customers().findFor(List.of(request))).isEmpty();
    assertThat(ports.customers().page(null, null, null, 9))
        .extracting(Customer::id)
        .containsExactly(ANNA);
  }

  @Test
  void aCustomerWithoutAnAddressIsFoundAndListed() {
    ports.realm().put(USER.withoutEmail());

    assertThat(ports.customers().find(ANNA).orElseThrow().email()).isNull();
    assertThat(ports.customers().page(null, null, null, 9))
        .extracting(Customer::email)
        .containsExactly((EmailAddress) null);
  }

  @Test
  void aCustomerWhoIsDeletedThereIsGoneHereWithTheLinks() {
    ports.realm().put(USER);
    Customer anna = ports.customers().find(ANNA).orElseThrow();
    Digest link = Digest.of("a link");
    var _ =
        ports
            .resetTokens()
            .store(
                List.of(new ResetTokens.NewLink(link, ANNA, anna.linkVersion())),
                Duration.ofHours(1));
    assertThat(ports.resetTokens().find(link)).isPresent();

    ports.realm().delete("anna");

    assertThat(ports.customers().find(ANNA)).isEmpty();
    assertThat(ports.resetTokens().find(link)).isEmpty();
  }

  @Test
  void anAddressThatTwoAccountsHaveIsNobodys() {
    ports.realm().set(Map.of("loginWithEmailAllowed", false, "duplicateEmailsAllowed", true));
    try {
      ports.realm().put(USER, Realm.User.of("bert", "anna@example.com"));
      ResetRequest request = visitor("anna@example.com");

      assertThat(ports.customers().findFor(List.of(request))).isEmpty();
      assertThat(ports.customers().find(ANNA)).isPresent();
    } finally {
      ports.realm().clear();
      ports.realm().set(Map.of("duplicateEmailsAllowed", false, "loginWithEmailAllowed", true));
    }
  }

  @Test
  void anAddressIsFoundHoweverItsLettersAreComposed() {
    ports.realm().put(Realm.User.of("anna", "e\u0301va@example.com"));
    ResetRequest request = visitor("\u00c9va@example.com");

    assertThat(ports.customers().findFor(List.of(request)).get(request))
        .extracting(Customer::id)
        .isEqualTo(ANNA);
  }

  @Test
  void noSearchIsMadeForAnEmptyAddress() {
    ports.realm().put(USER);

    assertThatThrownBy(() -> users.withEmail("")).isInstanceOf(IllegalArgumentException.class);
  }

  private static ResetRequest visitor(String email) {
    return ResetRequest.ByVisitor.keeping(
        StoreId.DEFAULT, EmailAddress.parse(email).orElseThrow(), Origin.customer(null));
  }
}
