package dev.rekey.adapter.out.keycloak;

import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.CustomerRegistry;
import dev.rekey.application.port.customer.CustomerRegistry.Stored;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.domain.Actor;
import dev.rekey.domain.audit.AuditEvent;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.store.StoreId;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// Stores a local row for each account of a realm, its anchor. An anchor holds the profile that the
/// realm returned last, and the versions and the horizon that order resets, force sign-ins and
/// links.
public final class KeycloakAnchors {
  /// The shape of an id that Keycloak generates.
  private static final Pattern USER_ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

  private final Customers local;
  private final CustomerRegistry registry;
  private final AuditTrail audit;
  private final UnitOfWork unitOfWork;
  private final StoreId store;
  private final Locale fallback;

  public KeycloakAnchors(
      Customers local,
      CustomerRegistry registry,
      AuditTrail audit,
      UnitOfWork unitOfWork,
      StoreId store,
      Locale fallback) {
    this.local = local;
    this.registry = registry;
    this.audit = audit;
    this.unitOfWork = unitOfWork;
    this.store = store;
    this.fallback = fallback;
  }

  /// The store of all accounts of the realm.
  StoreId store() {
    return store;
  }

  Optional<Customer> find(CustomerId id) {
    return local.find(id).map(anchor -> customer(anchor, anchor.createdAt()));
  }

  Optional<Customer> lock(CustomerId id) {
    return local.lock(id).map(anchor -> customer(anchor, anchor.createdAt()));
  }

  /// Returns whether the anchor belongs to the realm. An anchor with a password is a former
  /// built-in account, which a deletion in the realm must not erase.
  boolean isOfTheRealm(CustomerId id) {
    return local.find(id).filter(anchor -> !anchor.hasPassword()).isPresent();
  }

  /// Erases the anchor of an account that was deleted in the realm.
  void erase(CustomerId id) {
    boolean _ =
        unitOfWork.run(() -> {
          boolean erased = registry.erase(id);
          if (erased) {
            audit.record(AuditEvent.of(AuditEvent.Type.CUSTOMER_ERASED, id, Actor.SYSTEM));
          }
          return erased;
        });
  }

  /// Creates a placeholder for an account that the realm may have. Returns false if the realm
  /// cannot have this id.
  boolean createPlaceholder(CustomerId id) {
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

  /// Updates the anchor of `user` and returns the customer. A realm id that is no valid customer id
  /// yields nothing.
  Optional<Customer> refresh(KeycloakUser user) {
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
      audit.record(AuditEvent.of(AuditEvent.Type.CUSTOMER_UPDATED, id, Actor.SYSTEM));
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
        // the realm issues the tokens, so that every account may have some
        true,
        anchor.tokensValidFrom(),
        null,
        createdAt,
        anchor.updatedAt());
  }
}
