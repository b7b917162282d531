package dev.rekey.adapter.out.keycloak;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.CustomerRegistry;
import dev.rekey.application.port.CustomerRegistry.Stored;
import dev.rekey.application.port.Customers;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Origin;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.customer.StoreId;
import dev.rekey.domain.reset.ResetRequest;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the accounts of a Keycloak realm. The local row of an account is its anchor: the profile
/// that the realm returned last, and the versions and the horizon that order resets, force sign-ins
/// and links. Every call to the realm refreshes it.
///
/// A lock reads the anchor only, so that a force sign-in works while the realm is unavailable.
/// Everything else calls the realm and throws [TemporarilyUnavailable] during an outage. An outage
/// must not be reported as "not found".
public final class KeycloakCustomers implements Customers {
  private static final System.Logger LOG = System.getLogger(KeycloakCustomers.class.getName());

  /// Maximum number of concurrent look-ups for a batch of requests.
  private static final int MAX_LOOK_UPS = 8;

  /// The shape of an id that Keycloak generates.
  private static final Pattern USER_ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final KeycloakUsers users;
  private final Customers local;
  private final CustomerRegistry registry;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;
  private final StoreId store;
  private final Locale fallback;
  private final TokensAt tokensAt;

  /// The server whose tokens a force sign-in revokes.
  public enum TokensAt {
    REKEY,
    /// Keycloak issues the tokens, so that every account of the realm may have some.
    KEYCLOAK
  }

  public KeycloakCustomers(
      KeycloakUsers users,
      Customers local,
      CustomerRegistry registry,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      StoreId store,
      Locale fallback,
      TokensAt tokensAt) {
    this.users = users;
    this.local = local;
    this.registry = registry;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
    this.store = store;
    this.fallback = fallback;
    this.tokensAt = tokensAt;
  }

  @Override
  public Optional<Customer> find(CustomerId id) {
    Optional<KeycloakUser> user = users.find(id.value());
    if (user.isEmpty() && isOfTheRealm(id) && users.isGone(id.value())) {
      erased(id);
    }
    return user.flatMap(this::upToDate);
  }

  // a former built-in account with a password is not the realm's to delete
  private boolean isOfTheRealm(CustomerId id) {
    return local.find(id).filter(anchor -> !anchor.hasPassword()).isPresent();
  }

  private void erased(CustomerId id) {
    boolean _ =
        unitOfWork.run(() -> {
          boolean erased = registry.erase(id);
          if (erased) {
            audit.record(AuditEvent.of(AuditEvent.Type.CUSTOMER_ERASED, id, Origin.SYSTEM));
          }
          return erased;
        });
  }

  @Override
  public Optional<Customer> known(CustomerId id) {
    return local.find(id).map(anchor -> customer(anchor, anchor.createdAt()));
  }

  @Override
  public boolean presume(CustomerId id) {
    return USER_ID.matcher(id.value()).matches()
        && unitOfWork.run(() -> {
          if (local.find(id).isEmpty()) {
            Stored _ =
                registry.store(
                    id, new CustomerProfile(store, null, null, fallback, Customer.Status.ACTIVE));
          }
          return true;
        });
  }

  @Override
  public Optional<Customer> lock(CustomerId id) {
    return local.lock(id).map(anchor -> customer(anchor, anchor.createdAt()));
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
        yield address == null || !visitor.store().equals(store) ? Optional.empty() : one(address);
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
    return owners.stream().findFirst().flatMap(this::upToDate);
  }

  // the realm compares code points as stored, so both normalization forms are searched
  private List<KeycloakUser> owners(EmailAddress address) {
    Set<String> spellings = new LinkedHashSet<>();
    spellings.add(address.normalised());
    spellings.add(Normalizer.normalize(address.normalised(), Normalizer.Form.NFD));
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
    return owners(email).stream().flatMap(user -> upToDate(user).stream()).toList();
  }

  @Override
  public List<Customer> page(
      @Nullable String query, @Nullable StoreId ofStore, @Nullable Position after, int most) {
    if (ofStore != null && !ofStore.equals(store)) {
      return List.of();
    }
    List<Customer> page = new ArrayList<>();
    for (KeycloakUser user : new KeycloakList(users::page, users::find).read(query, after, most)) {
      upToDate(user).ifPresent(page::add);
    }
    if (page.isEmpty()) {
      users.checkRights();
    }
    return page;
  }

  // refreshes the anchor; a realm id that is no valid customer id yields nothing
  private Optional<Customer> upToDate(KeycloakUser user) {
    return CustomerId.parse(user.id())
        .map(id -> {
          CustomerProfile profile = user.profile(store, fallback);
          Customer anchor =
              local
                  .find(id)
                  .filter(known -> matches(known, profile))
                  .orElseGet(() -> unitOfWork.run(() -> refresh(id, profile)));
          return customer(anchor, Instant.ofEpochMilli(user.createdTimestamp()));
        });
  }

  private static boolean matches(Customer anchor, CustomerProfile profile) {
    EmailAddress email = profile.email();
    EmailAddress known = anchor.email();
    boolean sameEmail =
        email == null || known == null ? email == known : email.value().equals(known.value());
    return sameEmail
        && new CustomerProfile(
                anchor.store(), email, anchor.name(), anchor.locale(), anchor.status())
            .equals(profile);
  }

  private Customer refresh(CustomerId id, CustomerProfile profile) {
    EmailAddress email = profile.email();
    if (email != null) {
      // another anchor with this address is outdated, or the realm allows duplicate addresses
      local.findByEmail(email).stream()
          .filter(other -> other.store().equals(store) && !other.id().equals(id))
          .forEach(other -> registry.store(other.id(), withoutEmail(other)));
    }
    boolean changed = local.find(id).filter(before -> isChanged(before, profile)).isPresent();
    if (registry.store(id, profile) == Stored.EMAIL_TAKEN) {
      throw KeycloakClient.unavailable(
          "Two accounts received the same email address at once", null);
    }
    if (changed) {
      audit.record(AuditEvent.of(AuditEvent.Type.CUSTOMER_UPDATED, id, Origin.SYSTEM));
    }
    return local.find(id).orElseThrow();
  }

  // an anchor without an address may have lost it to another account for a moment
  private static boolean isChanged(Customer before, CustomerProfile profile) {
    EmailAddress known = before.email();
    return before.status() != profile.status()
        || known != null && !Objects.equals(known, profile.email());
  }

  private static CustomerProfile withoutEmail(Customer other) {
    return new CustomerProfile(other.store(), null, other.name(), other.locale(), other.status());
  }

  private Customer customer(Customer anchor, Instant createdAt) {
    return new Customer(
        anchor.id(),
        anchor.store(),
        anchor.email(),
        anchor.name(),
        anchor.locale(),
        anchor.status(),
        true,
        anchor.linkVersion(),
        anchor.signInVersion(),
        anchor.hasOAuthTokens() || tokensAt == TokensAt.KEYCLOAK,
        anchor.tokensValidFrom(),
        null,
        createdAt,
        anchor.updatedAt());
  }
}
