package dev.rekey.adapter.out.postgres;

import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.store.StoreId;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Locale;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/// A read-only row of `customers`. Changes bypass Hibernate: they are conditional updates whose row
/// count decides.
@Entity
@Immutable
@Table(name = "customers")
@NullUnmarked
class CustomerRow extends PanacheEntityBase {
  @Id String id;
  String store;
  String email;
  byte[] emailDigest;
  String name;
  String locale;
  String status;

  @Formula("(password_hash is not null)")
  boolean hasPassword;

  long linkVersion;
  long signInVersion;
  boolean hasOauthTokens;
  Instant tokensValidFrom;

  @Formula(
      """
      (select s.locked_until from sign_in_attempts s
       where s.email_digest = email_digest and s.store = store
       and s.locked_until > clock_timestamp())
      """)
  Instant lockedUntil;

  Instant createdAt;
  Instant updatedAt;
  String searchText;

  Customer toCustomer() {
    return new Customer(
        new CustomerId(id),
        new StoreId(store),
        email == null ? null : EmailAddress.parse(email).orElseThrow(),
        name,
        Locale.forLanguageTag(locale),
        Customer.Status.valueOf(status.toUpperCase(Locale.ROOT)),
        hasPassword,
        linkVersion,
        signInVersion,
        hasOauthTokens,
        tokensValidFrom,
        lockedUntil,
        createdAt,
        updatedAt);
  }
}
