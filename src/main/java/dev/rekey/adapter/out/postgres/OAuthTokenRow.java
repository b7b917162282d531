package dev.rekey.adapter.out.postgres;

import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.OAuthToken;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.net.InetAddress;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Formula;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.NullUnmarked;

/// A read-only row of `oauth_tokens`.
@Entity
@Immutable
@Table(name = "oauth_tokens")
@NullUnmarked
class OAuthTokenRow extends PanacheEntityBase {
  @Id UUID id;
  byte[] digest;

  @Column(name = "customer_id", insertable = false, updatable = false)
  String customerId;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "customer_id")
  CustomerRow customer;

  long signInVersion;
  String client;
  String scope;
  Instant issuedAt;
  Instant expiresAt;
  Instant revokedAt;
  InetAddress issuedFrom;
  Instant lastUsedAt;
  InetAddress lastUsedFrom;

  @Formula("(revoked_at is null and expires_at > clock_timestamp())")
  boolean live;

  OAuthToken toToken() {
    return new OAuthToken(
        id,
        new CustomerId(customerId),
        client,
        scope,
        issuedAt,
        expiresAt,
        revokedAt,
        new OAuthToken.Usage(
            Columns.clientAddress(issuedFrom), lastUsedAt, Columns.clientAddress(lastUsedFrom)));
  }
}
