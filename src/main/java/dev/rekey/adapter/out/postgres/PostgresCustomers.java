package dev.rekey.adapter.out.postgres;

import dev.rekey.application.port.customer.CustomerRegistry;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.CustomerProfile;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.reset.ResetRequest;
import dev.rekey.domain.store.StoreId;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Stores the accounts in the table `customers`.
@BuiltIn
@ApplicationScoped
class PostgresCustomers implements Customers, CustomerRegistry {
  // A call that loses a race for the id or the email inserts nothing and goes on with the update.
  // With `ON CONFLICT (id) DO UPDATE` two equal concurrent calls would conflict on the email first,
  // and one would fail.
  private static final String CREATE =
      """
      INSERT INTO customers (id, store, email, email_digest, name, locale, status)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO NOTHING
      """;

  // A changed email increments the link version: links that were mailed to the old address become
  // invalid, also if the email is changed back. The same holds for links in notice mails.
  private static final String REPLACE =
      """
      UPDATE customers SET
        link_version = link_version + CASE WHEN email_digest IS NOT DISTINCT FROM ?::bytea
          AND NOT (status = 'active' AND ? = 'disabled') THEN 0 ELSE 1 END,
        disputable_from = CASE WHEN email_digest IS NOT DISTINCT FROM ?::bytea THEN disputable_from
          ELSE link_version + 1 END,
        store = ?, email = ?, email_digest = ?, name = ?, locale = ?, status = ?,
        updated_at = clock_timestamp()
      WHERE id = ?
      """;

  private final Database database;

  PostgresCustomers(Database database) {
    this.database = database;
  }

  @Override
  public Optional<Customer> find(CustomerId id) {
    return database.read(
        () -> CustomerRow.<CustomerRow>findByIdOptional(id.value()).map(CustomerRow::toCustomer));
  }

  @Override
  public Optional<Customer> findLocal(CustomerId id) {
    return find(id);
  }

  // all accounts are local
  @Override
  public Optional<Customer> findLocalOrRemote(CustomerId id) {
    return find(id);
  }

  @Override
  public boolean createPlaceholder(CustomerId id) {
    return false;
  }

  @Override
  public Optional<Customer> lock(CustomerId id) {
    return database.read(() ->
        CustomerRow.<CustomerRow>find("id", id.value())
            .withLock(LockModeType.PESSIMISTIC_WRITE)
            .firstResultOptional()
            .map(CustomerRow::toCustomer));
  }

  @Override
  public Map<ResetRequest, Customer> findFor(List<ResetRequest> requests) {
    List<byte[]> digests = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (ResetRequest request : requests) {
      switch (request) {
        case ResetRequest.ByVisitor visitor -> digests.add(visitor.email().octets());
        case ResetRequest.ByAdministrator administrator ->
            ids.add(administrator.customer().value());
        case ResetRequest.AfterDispute dispute -> ids.add(dispute.customer().value());
      }
    }
    Map<Map.Entry<StoreId, Digest>, Customer> byAddress = new HashMap<>();
    Map<CustomerId, Customer> byId = new HashMap<>();
    if (!digests.isEmpty()) {
      for (Customer customer : list("emailDigest in ?1", digests)) {
        byAddress.put(Map.entry(customer.store(), customer.requireEmail().digest()), customer);
      }
    }
    if (!ids.isEmpty()) {
      list("id in ?1", ids).forEach(customer -> byId.put(customer.id(), customer));
    }
    Map<ResetRequest, Customer> found = new HashMap<>();
    for (ResetRequest request : requests) {
      Customer customer =
          switch (request) {
            case ResetRequest.ByVisitor visitor ->
                byAddress.get(Map.entry(visitor.store(), visitor.email()));
            case ResetRequest.ByAdministrator administrator -> byId.get(administrator.customer());
            case ResetRequest.AfterDispute dispute -> byId.get(dispute.customer());
          };
      if (customer != null) {
        found.put(request, customer);
      }
    }
    return found;
  }

  @Override
  public List<Customer> findByEmail(EmailAddress email) {
    return list("emailDigest = ?1", (Object) email.digest().octets());
  }

  @Override
  public List<Customer> page(
      @Nullable String query, @Nullable StoreId store, @Nullable Position after, int most) {
    List<String> conditions = new ArrayList<>();
    Map<String, Object> parameters = new HashMap<>();
    if (query != null) {
      conditions.add("searchText like :query escape '\\'");
      parameters.put("query", "%" + literal(query.toLowerCase(Locale.ROOT)) + "%");
    }
    if (store != null) {
      conditions.add("store = :store");
      parameters.put("store", store.value());
    }
    if (after != null) {
      conditions.add("id > :after");
      parameters.put("after", after.last().value());
    }
    String where = conditions.isEmpty() ? "1 = 1" : String.join(" and ", conditions);
    return database.read(() ->
        CustomerRow.<CustomerRow>find(where, Sort.by("id"), parameters)
            .range(0, most - 1)
            .list()
            .stream()
            .map(CustomerRow::toCustomer)
            .toList());
  }

  @Override
  public Stored store(CustomerId id, CustomerProfile profile) {
    String store = profile.store().value();
    EmailAddress address = profile.email();
    String email = address == null ? null : address.value();
    byte[] digest = address == null ? null : address.digest().octets();
    String locale = profile.locale().toLanguageTag();
    String status = profile.status().text();
    if (database.updateOne(
        CREATE, id.value(), store, email, digest, profile.name(), locale, status)) {
      return Stored.CREATED;
    }
    try {
      boolean replaced =
          database.updateOne(
              REPLACE,
              digest,
              status,
              digest,
              store,
              email,
              digest,
              profile.name(),
              locale,
              status,
              id.value());
      return replaced ? Stored.REPLACED : Stored.EMAIL_TAKEN;
    } catch (RuntimeException failure) {
      if (Database.isUniqueViolation(failure)) {
        return Stored.EMAIL_TAKEN;
      }
      throw failure;
    }
  }

  @Override
  public boolean erase(CustomerId id) {
    database.update(
        "UPDATE audit_events SET client_address = NULL WHERE customer_id = ?", id.value());
    return database.updateOne("DELETE FROM customers WHERE id = ?", id.value());
  }

  private List<Customer> list(String condition, Object... parameters) {
    return database.read(() ->
        CustomerRow.<CustomerRow>list(condition, parameters).stream()
            .map(CustomerRow::toCustomer)
            .toList());
  }

  private static String literal(String query) {
    return query.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }
}
