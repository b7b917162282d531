package dev.rekey.adapter.out.keycloak;

import dev.rekey.application.port.customer.Customers;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.store.StoreId;
import java.net.IDN;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Finds the accounts of a Keycloak realm. Every call to the realm refreshes the local anchor of
/// the account ([KeycloakAnchors]).
///
/// A lock reads the anchor only, so that a force sign-in works while the realm is unavailable.
/// Everything else calls the realm and throws [TemporarilyUnavailable] during an outage. An outage
/// must not be reported as "not found".
public final class KeycloakCustomers implements Customers {
  private static final System.Logger LOG = System.getLogger(KeycloakCustomers.class.getName());

  /// Maximum number of concurrent look-ups for a batch of requests.
  private static final int MAX_LOOK_UPS = 8;

  private final KeycloakAdminApi users;
  private final KeycloakAnchors anchors;

  public KeycloakCustomers(KeycloakAdminApi users, KeycloakAnchors anchors) {
    this.users = users;
    this.anchors = anchors;
  }

  @Override
  public Optional<Customer> find(CustomerId id) {
    Optional<KeycloakUser> user = users.find(id.value());
    if (user.isEmpty() && anchors.isOfTheRealm(id) && users.isGone(id.value())) {
      anchors.erase(id);
    }
    return user.flatMap(anchors::refresh);
  }

  @Override
  public Optional<Customer> findLocal(CustomerId id) {
    return anchors.find(id);
  }

  @Override
  public boolean createPlaceholder(CustomerId id) {
    return anchors.createPlaceholder(id);
  }

  @Override
  public Optional<Customer> lock(CustomerId id) {
    return anchors.lock(id);
  }

  @Override
  public Map<ResetRequest, Customer> findFor(List<ResetRequest> requests) {
    Map<ResetRequest, Customer> found = new HashMap<>();
    try (ExecutorService lookUps =
        Executors.newFixedThreadPool(MAX_LOOK_UPS, Thread.ofVirtual().factory())) {
      Map<ResetRequest, Future<Optional<Customer>>> running = new HashMap<>();
      requests.forEach(request -> running.put(request, lookUps.submit(() -> find(request))));
      for (Map.Entry<ResetRequest, Future<Optional<Customer>>> one : running.entrySet()) {
        one.getValue().get().ifPresent(customer -> found.put(one.getKey(), customer));
      }
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(failed);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw KeycloakClient.unavailable("The service is stopping", null);
    }
    return found;
  }

  private Optional<Customer> find(ResetRequest request) {
    return switch (request) {
      case ResetRequest.ByAdministrator administrator -> find(administrator.customer());
      case ResetRequest.AfterDispute disputed -> find(disputed.customer());
      case ResetRequest.ByVisitor visitor -> {
        EmailAddress address = visitor.address();
        yield address == null || !visitor.store().equals(anchors.store())
            ? Optional.empty()
            : one(address);
      }
    };
  }

  // two accounts with one address get no mail: it might go to the wrong one
  private Optional<Customer> one(EmailAddress address) {
    List<KeycloakUser> owners = owners(address);
    if (owners.size() > 1) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} accounts of the realm have the email address {1}: none of them gets mail",
          owners.size(),
          address);
      return Optional.empty();
    }
    return owners.stream().findFirst().flatMap(anchors::refresh);
  }

  // the realm compares code points as stored, so all spellings of a domain and both normalization
  // forms are searched
  private List<KeycloakUser> owners(EmailAddress address) {
    Set<String> spellings = new LinkedHashSet<>();
    String normalised = address.normalised();
    int domain = normalised.indexOf('@') + 1;
    for (String spelling :
        List.of(
            normalised,
            normalised.substring(0, domain) + IDN.toUnicode(normalised.substring(domain)),
            address.value().toLowerCase(Locale.ROOT))) {
      spellings.add(Normalizer.normalize(spelling, Normalizer.Form.NFC));
      spellings.add(Normalizer.normalize(spelling, Normalizer.Form.NFD));
    }
    Map<String, KeycloakUser> owners = new HashMap<>();
    for (String spelling : spellings) {
      for (KeycloakUser user : users.withEmail(spelling)) {
        if (user.address().filter(address::equals).isPresent()) {
          owners.put(user.id(), user);
        }
      }
    }
    return List.copyOf(owners.values());
  }

  @Override
  public List<Customer> findByEmail(EmailAddress email) {
    return owners(email).stream().flatMap(user -> anchors.refresh(user).stream()).toList();
  }

  @Override
  public List<Customer> page(
      @Nullable String query, @Nullable StoreId ofStore, @Nullable Position after, int most) {
    if (ofStore != null && !ofStore.equals(anchors.store())) {
      return List.of();
    }
    List<Customer> page = new ArrayList<>();
    for (KeycloakUser user :
        new UserPageReader(users::page, users::find).read(query, after, most)) {
      anchors.refresh(user).ifPresent(page::add);
    }
    if (page.isEmpty()) {
      users.checkRights();
    }
    return page;
  }
}
