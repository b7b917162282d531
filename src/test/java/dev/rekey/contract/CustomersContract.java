package dev.rekey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.signin.Credentials;
import dev.rekey.domain.Actor;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.password.Password;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.store.StoreId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What [Customers] promises, whoever keeps the accounts. They come to be by [Ports#arrange]: what
/// only accounts that are kept here can do is in [CustomerRegistryContract].
public abstract class CustomersContract extends Contract {
  @Test
  void aCustomerIsFoundAsItIs() {
    arrange(MARIA, named("María 你好", "maria@example.com"));

    Customer found = find(MARIA);

    assertThat(found.email()).isEqualTo(email("maria@example.com"));
    assertThat(found.store()).isEqualTo(SHOP);
    assertThat(found.name()).isEqualTo("María 你好");
    assertThat(found.locale()).isEqualTo(Locale.forLanguageTag("zh-Hans"));
    assertThat(found.active()).isTrue();
    assertThat(found.tokensValidFrom()).isNull();
    assertThat(found.lockedUntil()).isNull();
  }

  @Test
  void aDisabledCustomerIsFoundAsSuch() {
    arrange(MARIA, profile(SHOP, "maria@example.com", Customer.Status.DISABLED));

    assertThat(find(MARIA).active()).isFalse();
  }

  @Test
  void anUnknownCustomerIsNotFoundAndNotLocked() {
    assertThat(unit(() -> ports().customers().find(MARIA))).isEmpty();
    assertThat(ports().customers().findLocalOrRemote(MARIA)).isEmpty();
    assertThat(unit(() -> ports().customers().lock(MARIA))).isEmpty();
  }

  @Test
  void aCustomerWhoWasNeverSeenIsLockedOnceFound() {
    arrange(MARIA, profile(SHOP, "maria@example.com", Customer.Status.ACTIVE));

    assertThat(ports().customers().findLocalOrRemote(MARIA)).isPresent();
    assertThat(unit(() -> ports().customers().findLocal(MARIA))).isPresent();

    assertThat(unit(() -> ports().customers().lock(MARIA)).orElseThrow().id()).isEqualTo(MARIA);
  }

  @Test
  void theSameProfileTwiceChangesNoVersion() {
    Customer before = maria();

    arrange(MARIA, profile(SHOP, "maria@example.com", Customer.Status.ACTIVE));

    assertThat(find(MARIA).linkVersion()).isEqualTo(before.linkVersion());
    assertThat(find(MARIA).signInVersion()).isEqualTo(before.signInVersion());
    assertThat(find(MARIA).createdAt()).isEqualTo(before.createdAt());
  }

  @Test
  void aChangedEmailMovesTheLinkVersionAndChangingItBackMovesItOn() {
    long first = maria().linkVersion();

    arrange(MARIA, profile(SHOP, "elsewhere@example.com", Customer.Status.ACTIVE));
    long second = find(MARIA).linkVersion();
    arrange(MARIA, profile(SHOP, "maria@example.com", Customer.Status.ACTIVE));

    assertThat(second).isGreaterThan(first);
    assertThat(find(MARIA).linkVersion()).isGreaterThan(second);
  }

  @Test
  void anAddressMayPassFromOneCustomerToAnother() {
    maria();
    arrange(MARIA, profile(SHOP, "elsewhere@example.com", Customer.Status.ACTIVE));
    arrange(SVEN, profile(SHOP, "maria@example.com", Customer.Status.ACTIVE));

    assertThat(find(SVEN).email()).isEqualTo(email("maria@example.com"));
    assertThat(find(MARIA).email()).isEqualTo(email("elsewhere@example.com"));
  }

  @Test
  void anAddressFindsItsCustomerInAnySpelling() {
    maria();
    arrange(SVEN, profile(SHOP, "sven@example.com", Customer.Status.ACTIVE));

    assertThat(unit(() -> ports().customers().findByEmail(email("MARIA@Example.COM"))))
        .extracting(Customer::id)
        .containsExactly(MARIA);
    assertThat(unit(() -> ports().customers().findByEmail(email("aria@example.com")))).isEmpty();
    assertThat(unit(() -> ports().customers().findByEmail(email("_aria@example.com")))).isEmpty();
  }

  @Test
  void eachRequestFindsWhomItIsForAndAnUnknownOneNobody() {
    maria();
    arrange(SVEN, profile(SHOP, "sven@example.com", Customer.Status.DISABLED));
    ResetRequest typed = visitor(SHOP, "MARIA@EXAMPLE.COM");
    ResetRequest disabled = visitor(SHOP, "sven@example.com");
    ResetRequest byAdministrator =
        new ResetRequest.ByAdministrator(MARIA, Actor.administrator("a", null));
    ResetRequest afterDispute = new ResetRequest.AfterDispute(MARIA, Actor.customer(null));
    ResetRequest nobody = visitor(SHOP, "nobody@example.com");
    ResetRequest elsewhere = visitor(OUTLET, "maria@example.com");
    ResetRequest gone =
        new ResetRequest.ByAdministrator(new CustomerId("x"), Actor.administrator("a", null));

    Map<ResetRequest, Customer> found =
        unit(() ->
            ports()
                .customers()
                .findFor(
                    List.of(
                        typed, disabled, byAdministrator, afterDispute, nobody, elsewhere, gone)));

    assertThat(found).containsOnlyKeys(typed, disabled, byAdministrator, afterDispute);
    assertThat(found.get(afterDispute)).extracting(Customer::id).isEqualTo(MARIA);
    assertThat(found.get(typed)).extracting(Customer::id).isEqualTo(MARIA);
    assertThat(found.get(disabled)).extracting(Customer::active).isEqualTo(false);
    assertThat(found.get(byAdministrator)).extracting(Customer::id).isEqualTo(MARIA);
    assertThat(unit(() -> ports().customers().findFor(List.of()))).isEmpty();
  }

  @Test
  void pagesFollowEachOtherAndLeaveOutAndRepeatNobody() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ids.add("c-" + i);
      arrange(
          new CustomerId("c-" + i),
          profile(SHOP, "c" + i + "@example.com", Customer.Status.ACTIVE));
    }

    List<String> seen = new ArrayList<>();
    Customers.Position after = null;
    for (int i = 0; i < 3; i++) {
      List<Customer> page = page(null, SHOP, after, 3);
      assertThat(page).hasSize(i < 2 ? 3 : 2);
      page.forEach(one -> seen.add(one.id().value()));
      after = Customers.Position.behind(after, 3, page.getLast());
    }

    assertThat(seen).containsExactlyInAnyOrderElementsOf(ids);
    assertThat(page(null, null, after, 3)).isEmpty();
  }

  @Test
  void aQueryFindsPartsOfNameAndEmailWhateverTheirCaseAndKnowsNoWildcards() {
    arrange(MARIA, named("Émilie Żuk", "first@example.com"));
    arrange(SVEN, named("Sven", "second@example.com"));

    assertThat(ids(page("émil", null, null, 9))).containsExactly("maria");
    assertThat(ids(page("ŻUK", null, null, 9))).containsExactly("maria");
    assertThat(ids(page("milie żu", null, null, 9))).containsExactly("maria");
    assertThat(ids(page("SECOND@", null, null, 9))).containsExactly("sven");
    assertThat(ids(page("example", null, null, 9))).containsExactlyInAnyOrder("maria", "sven");
    assertThat(ids(page("nobody", null, null, 9))).isEmpty();
    for (String wild : List.of("*", "%", "_", "s*n", "s%n", "s_en", "\\", "\"sven\"")) {
      assertThat(ids(page(wild, null, null, 9))).as(wild).isEmpty();
    }
  }

  @Test
  void aPageOfAnotherStoreHoldsNobody() {
    maria();

    assertThat(ids(page(null, SHOP, null, 9))).containsExactly("maria");
    assertThat(ids(page(null, OUTLET, null, 9))).isEmpty();
  }

  @Test
  void nobodyElseChangesALockedCustomer() {
    maria();
    Credentials.PreparedPassword preparedPassword =
        ports().credentials().prepare(MARIA, Password.of("nine-lighthouses-sing"));

    List<Long> versions =
        Race.of(
            // each waits for all before it, and a store that is asked over the network takes longer
            2,
            _ ->
                () ->
                    unit(() -> {
                      Customer locked = ports().customers().lock(MARIA).orElseThrow();
                      ports().credentials().replace(MARIA, preparedPassword);
                      Customer after = ports().customers().lock(MARIA).orElseThrow();
                      assertThat(after.linkVersion()).isEqualTo(locked.linkVersion() + 1);
                      return locked.linkVersion();
                    }));

    assertThat(Set.copyOf(versions)).hasSize(2);
  }

  private List<Customer> page(
      @Nullable String query,
      @Nullable StoreId store,
      Customers.@Nullable Position after,
      int most) {
    return unit(() -> ports().customers().page(query, store, after, most));
  }

  private static ResetRequest visitor(StoreId store, String email) {
    return ResetRequest.ByVisitor.keeping(store, email(email), Actor.customer(null));
  }

  private static List<String> ids(List<Customer> page) {
    return page.stream().map(one -> one.id().value()).toList();
  }
}
