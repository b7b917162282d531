package dev.rekey.adapter.out.postgres;

import dev.rekey.application.port.reset.ResetTokens;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.reset.ResetLink;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/// A read-only row of `reset_tokens`.
@Entity
@Immutable
@Table(name = "reset_tokens")
@NullUnmarked
class ResetTokenRow extends PanacheEntityBase {
  @Id byte[] digest;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "customer_id")
  CustomerRow customer;

  long linkVersion;
  Instant createdAt;
  Instant expiresAt;
  Instant usedAt;

  @Formula("clock_timestamp()")
  Instant readAt;

  ResetTokens.Found toFound() {
    return new ResetTokens.Found(
        new ResetLink(new CustomerId(customer.id), linkVersion, createdAt, expiresAt, usedAt),
        customer.toCustomer(),
        readAt);
  }
}
