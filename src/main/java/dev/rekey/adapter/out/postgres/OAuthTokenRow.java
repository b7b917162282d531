package dev.rekey.adapter.out.postgres;

import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.OAuthToken;
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
class OAuthTokenRow {
  @Id UUID id;
  byte[] digest;

  @Column(name = "customer_id", insertable = false, updatable = false)
  String customerId;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "customer_id")
  CustomerRow customer;

  @Column(name = "sign_in_version")
  long signInVersion;

  String client;
  String scope;

  @Column(name = "issued_at")
  Instant issuedAt;

  @Column(name = "expires_at")
  Instant expiresAt;

  @Column(name = "revoked_at")
  Instant revokedAt;

  @Column(name = "issued_from")
  InetAddress issuedFrom;

  @Column(name = "last_used_at")
  Instant lastUsedAt;

  @Column(name = "last_used_from")
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
        new OAuthToken.Usage(address(issuedFrom), lastUsedAt, address(lastUsedFrom)));
  }

  private static ClientAddress address(InetAddress address) {
    return address == null ? null : ClientAddress.of(address.getAddress());
  }
}
