package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.customer.CustomerRegistry;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.reset.ResetTokens;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.domain.Actor;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.Digest;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.store.StoreId;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What [Customers] promises of accounts that are kept here: they are created, replaced and erased
/// by the shop's own system, which chooses their ids and stores.
public abstract class CustomerRegistryContract extends Contract {
  @Test
  void aNewCustomerIsFoundAsItWasProvisioned() {
    assertThat(put(MARIA, named("María 你好", "Maria@Example.com")))
        .isEqualTo(CustomerRegistry.Stored.CREATED);

    Customer found = find(MARIA);

    assertThat(found.requireEmail().value()).isEqualTo("Maria@Example.com");
    assertThat(found.name()).isEqualTo("María 你好");
    assertThat(found.locale()).isEqualTo(Locale.forLanguageTag("zh-Hans"));
    assertThat(found.active()).isTrue();
    assertThat(found.hasPassword()).isFalse();
    assertThat(found.hasOAuthTokens()).isFalse();
    assertThat(found.tokensValidFrom()).isNull();
    assertThat(found.lockedUntil()).isNull();
  }

  @Test
  void aReplacedCustomerLosesWhatTheNewProfileLeavesOut() {
    put(MARIA, named("Maria", "maria@example.com"));

    put(MARIA, "maria@example.com");

    assertThat(find(MARIA).name()).isNull();
    assertThat(find(MARIA).locale()).isEqualTo(Locale.ENGLISH);
  }

  @Test
  void aReplacedCustomerKeepsThePassword() {
    maria();
    setPassword();

    put(MARIA, "elsewhere@example.com");

    assertThat(find(MARIA).hasPassword()).isTrue();
  }

  @Test
  void anotherSpellingOfTheSameEmailKillsNoLink() {
    long before = maria().linkVersion();

    put(MARIA, "MARIA@example.com");

    assertThat(find(MARIA).linkVersion()).isEqualTo(before);
    assertThat(find(MARIA).requireEmail().value()).isEqualTo("MARIA@example.com");
  }

  @Test
  void disablingKillsLinksOnceAndEnablingDoesNotBringThemBack() {
    CustomerProfile active = named("Maria", "maria@example.com");
    CustomerProfile disabled =
        new CustomerProfile(
            active.store(),
            active.email(),
            active.name(),
            active.locale(),
            Customer.Status.DISABLED);
    put(MARIA, active);
    long before = find(MARIA).linkVersion();

    put(MARIA, disabled);
    put(MARIA, disabled);
    put(MARIA, active);

    assertThat(find(MARIA).linkVersion()).isEqualTo(before + 1);
  }

  @Test
  void theSameEmailTwiceInOneStoreIsTakenAndChangesNothing() {
    maria();
    put(SVEN, "sven@example.com");

    assertThat(put(SVEN, "MARIA@example.com")).isEqualTo(CustomerRegistry.Stored.EMAIL_TAKEN);
    assertThat(put(new CustomerId("new"), "maria@example.com"))
        .isEqualTo(CustomerRegistry.Stored.EMAIL_TAKEN);

    assertThat(find(SVEN).email()).isEqualTo(email("sven@example.com"));
    assertThat(unit(() -> ports().customers().find(new CustomerId("new")))).isEmpty();
  }

  @Test
  void theSameEmailMayExistInTwoStores() {
    maria();

    assertThat(put(SVEN, profile(OUTLET, "maria@example.com", Customer.Status.ACTIVE)))
        .isEqualTo(CustomerRegistry.Stored.CREATED);

    assertThat(unit(() -> ports().customers().findByEmail(email("maria@example.com"))))
        .extracting(Customer::id)
        .containsExactlyInAnyOrder(MARIA, SVEN);
  }

  @Test
  void ofManyWhoWantOneEmailAtOnceExactlyOneGetsIt() {
    List<CustomerRegistry.Stored> stored =
        Race.of(8, i -> () -> put(new CustomerId("c-" + i), "wanted@example.com"));

    assertThat(stored).containsOnlyOnce(CustomerRegistry.Stored.CREATED);
    assertThat(stored.stream().filter(CustomerRegistry.Stored.EMAIL_TAKEN::equals)).hasSize(7);
  }

  @Test
  void ofManyWhoPutOneCustomerAtOnceExactlyOneCreatesIt() {
    List<CustomerRegistry.Stored> stored = Race.of(8, _ -> () -> put(MARIA, "maria@example.com"));

    assertThat(stored).containsOnlyOnce(CustomerRegistry.Stored.CREATED);
    assertThat(stored.stream().filter(CustomerRegistry.Stored.REPLACED::equals)).hasSize(7);
    assertThat(find(MARIA).linkVersion()).isEqualTo(1);
  }

  @Test
  void twoCustomersWhoSwapEmailsAtOnceBothKeepOne() {
    maria();
    put(SVEN, "sven@example.com");

    Race.of(2, i -> () -> i == 0 ? put(MARIA, "sven@example.com") : put(SVEN, "maria@example.com"));

    assertThat(find(MARIA).email()).isNotEqualTo(find(SVEN).email());
  }

  @Test
  void eachRequestFindsWhomItIsForAndAnUnknownOneNobody() {
    maria();
    put(SVEN, profile(OUTLET, "maria@example.com", Customer.Status.DISABLED));
    ResetRequest inShop = visitor("maria@example.com");
    ResetRequest inOutlet =
        ResetRequest.ByVisitor.of(OUTLET, email("MARIA@EXAMPLE.COM"), Actor.customer(null));
    ResetRequest byAdministrator =
        new ResetRequest.ByAdministrator(MARIA, Actor.administrator("a", null));
    ResetRequest nobody = visitor("nobody@example.com");
    ResetRequest gone =
        new ResetRequest.ByAdministrator(new CustomerId("x"), Actor.administrator("a", null));

    Map<ResetRequest, Customer> found =
        unit(() ->
            ports().customers().findFor(List.of(inShop, inOutlet, byAdministrator, nobody, gone)));

    assertThat(found).hasSize(3);
    assertThat(found.get(inShop)).extracting(Customer::id).isEqualTo(MARIA);
    assertThat(found.get(inOutlet)).extracting(Customer::id).isEqualTo(SVEN);
    assertThat(found.get(byAdministrator)).extracting(Customer::id).isEqualTo(MARIA);
    assertThat(unit(() -> ports().customers().findFor(List.of()))).isEmpty();
  }

  @Test
  void pagesAreInTheOrderOfIdsAndFollowEachOther() {
    for (String id : List.of("b", "a", "d", "c", "B", "a-1", "a.2", "~")) {
      put(
          new CustomerId(id),
          "c" + (int) id.charAt(0) + id.length() + id.hashCode() + "@example.com");
    }

    List<String> all = ids(page(null, null, null, 100));
    List<String> first = ids(page(null, null, null, 3));
    List<String> second =
        ids(page(null, null, new Customers.Position(new CustomerId(first.getLast()), 3), 100));

    assertThat(all).isSorted().hasSize(8);
    assertThat(first).isEqualTo(all.subList(0, 3));
    assertThat(second).isEqualTo(all.subList(3, 8));
  }

  @Test
  void aQueryFindsPartsOfIdNameAndEmailWhateverTheirCase() {
    put(new CustomerId("c-1"), named("Émilie Żuk", "first@example.com"));
    put(new CustomerId("c-2"), named("Sven", "second@example.com"));

    assertThat(ids(page("émil", null, null, 9))).containsExactly("c-1");
    assertThat(ids(page("ŻUK", null, null, 9))).containsExactly("c-1");
    assertThat(ids(page("C-", null, null, 9))).containsExactly("c-1", "c-2");
    assertThat(ids(page("SECOND@", null, null, 9))).containsExactly("c-2");
    assertThat(ids(page("nobody", null, null, 9))).isEmpty();
  }

  @Test
  void aQueryKnowsNoWildcards() {
    put(new CustomerId("c_1"), named("100%", "first@example.com"));
    put(new CustomerId("c-2"), named("back\\slash", "second@example.com"));

    assertThat(ids(page("%", null, null, 9))).containsExactly("c_1");
    assertThat(ids(page("_", null, null, 9))).containsExactly("c_1");
    assertThat(ids(page("\\", null, null, 9))).containsExactly("c-2");
    assertThat(ids(page("c.2", null, null, 9))).isEmpty();
  }

  @Test
  void aPageOfOneStoreHoldsNoCustomerOfAnother() {
    maria();
    put(SVEN, profile(OUTLET, "sven@example.com", Customer.Status.ACTIVE));

    assertThat(ids(page(null, SHOP, null, 9))).containsExactly("maria");
    assertThat(ids(page("example", OUTLET, null, 9))).containsExactly("sven");
  }

  @Test
  void anErasedCustomerIsGoneWithLinksTokensAndWhereabouts() {
    Customer maria = maria();
    Digest link = freshDigest();
    Digest token = freshDigest();
    inUnit(() -> {
      ports()
          .resetTokens()
          .store(
              List.of(new ResetTokens.NewLink(link, MARIA, maria.linkVersion())),
              Duration.ofHours(1));
      ports()
          .oauthTokens()
          .issue(
              new OAuthTokens.NewToken(token, MARIA, "erp", null, Duration.ofHours(1), null),
              maria.signInVersion());
      ports()
          .auditTrail()
          .record(
              AuditEvent.of(
                  AuditEvent.Type.SIGNED_IN,
                  MARIA,
                  Actor.customer(ClientAddress.of(new byte[] {1, 2, 3, 4}))));
    });

    assertThat(unit(() -> ports().customerRegistry().erase(MARIA))).isTrue();

    assertThat(unit(() -> ports().customers().find(MARIA))).isEmpty();
    assertThat(unit(() -> ports().resetTokens().find(link))).isEmpty();
    assertThat(unit(() -> ports().oauthTokens().find(token))).isEmpty();
    assertThat(unit(() -> ports().auditTrail().page(MARIA, null, 9)))
        .extracting(AuditTrail.Stored::event)
        .singleElement()
        .matches(event -> event.origin().address() == null);
    assertThat(unit(() -> ports().customerRegistry().erase(MARIA))).isFalse();
  }

  @Test
  void nobodyElseChangesALockedCustomer() {
    maria();

    List<Long> versions =
        Race.of(
            6,
            _ ->
                () ->
                    unit(() -> {
                      Customer locked = ports().customers().lock(MARIA).orElseThrow();
                      ports().credentials().replace(MARIA, READY);
                      Customer after = ports().customers().find(MARIA).orElseThrow();
                      assertThat(after.linkVersion()).isEqualTo(locked.linkVersion() + 1);
                      return locked.linkVersion();
                    }));

    assertThat(Set.copyOf(versions)).hasSize(6);
  }

  @Test
  void aCustomerMayHaveNoAddressAndTheNextOneToo() {
    CustomerProfile nowhere =
        new CustomerProfile(SHOP, null, "Maria", Locale.ENGLISH, Customer.Status.ACTIVE);
    long before = maria().linkVersion();

    assertThat(put(MARIA, nowhere)).isEqualTo(CustomerRegistry.Stored.REPLACED);
    assertThat(put(SVEN, nowhere)).isEqualTo(CustomerRegistry.Stored.CREATED);
    long without = find(MARIA).linkVersion();
    assertThat(put(MARIA, nowhere)).isEqualTo(CustomerRegistry.Stored.REPLACED);

    assertThat(find(MARIA).email()).isNull();
    assertThat(without).isGreaterThan(before);
    assertThat(find(MARIA).linkVersion()).isEqualTo(without);
  }

  private void setPassword() {
    inUnit(() -> {
      ports().customers().lock(MARIA);
      ports().credentials().replace(MARIA, READY);
    });
  }

  private List<Customer> page(
      @Nullable String query,
      @Nullable StoreId store,
      Customers.@Nullable Position after,
      int most) {
    return unit(() -> ports().customers().page(query, store, after, most));
  }

  private static ResetRequest visitor(String email) {
    return ResetRequest.ByVisitor.of(SHOP, email(email), Actor.customer(null));
  }

  private static List<String> ids(List<Customer> page) {
    return page.stream().map(one -> one.id().value()).toList();
  }
}
