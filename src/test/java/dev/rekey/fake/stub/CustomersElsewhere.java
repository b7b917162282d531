package dev.rekey.fake.stub;

import dev.rekey.application.port.TemporarilyUnavailable;
import dev.rekey.application.port.customer.CustomerRegistry;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.store.StoreId;
import dev.rekey.fake.InMemoryCustomers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Customers whom somebody else keeps, and who are known here once they were looked at.
public final class CustomersElsewhere implements Customers {
  private final InMemoryCustomers here;
  private final StoreId store;
  private final TreeSet<CustomerId> kept = new TreeSet<>(Comparator.comparing(CustomerId::value));
  private final Set<CustomerId> unanswered = new HashSet<>();
  private boolean away;

  public CustomersElsewhere(InMemoryCustomers here, StoreId store) {
    this.here = here;
    this.store = store;
  }

  /// A customer comes to be there.
  public void keep(CustomerId id) {
    kept.add(id);
  }

  /// Nobody can be asked.
  public void goAway() {
    away = true;
  }

  /// Whoever is asked about this one has no answer.
  public void cannotAnswerFor(CustomerId id) {
    unanswered.add(id);
  }

  /// Somebody can be asked again.
  public void comeBack() {
    away = false;
  }

  @Override
  public Optional<Customer> find(CustomerId id) {
    check();
    if (unanswered.contains(id)) {
      throw new TemporarilyUnavailable("No answer", Duration.ofSeconds(1), null);
    }
    return kept.contains(id) ? Optional.of(bring(id)) : Optional.empty();
  }

  @Override
  public Optional<Customer> findLocal(CustomerId id) {
    return here.find(id);
  }

  @Override
  public boolean createPlaceholder(CustomerId id) {
    Customer _ = bring(id);
    return true;
  }

  @Override
  public Optional<Customer> lock(CustomerId id) {
    return here.lock(id);
  }

  @Override
  public List<Customer> page(
      @Nullable String query, @Nullable StoreId ofStore, @Nullable Position after, int most) {
    check();
    List<Customer> page = new ArrayList<>();
    kept.stream()
        .skip(after == null ? 0 : after.offset())
        .limit(most)
        .forEach(id -> page.add(bring(id)));
    return page;
  }

  @Override
  public Map<ResetRequest, Customer> findFor(List<ResetRequest> requests) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<Customer> findByEmail(EmailAddress email) {
    throw new UnsupportedOperationException();
  }

  private Customer bring(CustomerId id) {
    CustomerRegistry.Stored _ =
        here.store(
            id, new CustomerProfile(store, null, null, Locale.ENGLISH, Customer.Status.ACTIVE));
    return here.find(id).orElseThrow();
  }

  private void check() {
    if (away) {
      throw new TemporarilyUnavailable("Nobody answers", Duration.ofSeconds(1), null);
    }
  }
}
