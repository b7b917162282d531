package dev.rekey.fake;

import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.revocation.OAuthTokens;
import dev.rekey.domain.Digest;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.revocation.OAuthToken;
import dev.rekey.domain.revocation.TokenRevocation;
import dev.rekey.fake.InMemoryStore.Account;
import dev.rekey.fake.InMemoryStore.Issued;
import dev.rekey.fake.InMemoryStore.State;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Access tokens in memory.
public final class InMemoryOAuthTokens implements OAuthTokens {
  private static final Comparator<OAuthToken> NEWEST_FIRST =
      Comparator.comparing(OAuthToken::issuedAt)
          .reversed()
          .thenComparing(token -> token.id().toString());

  private final InMemoryStore store;
  private final Customers customers;

  public InMemoryOAuthTokens(InMemoryStore store) {
    this.store = store;
    this.customers = new InMemoryCustomers(store);
  }

  @Override
  public Optional<OAuthToken> issue(NewToken wanted, long signInVersion) {
    return store.with(state -> {
      Account account = state.accounts.get(wanted.customer());
      if (account == null || account.customer().signInVersion() != signInVersion) {
        return Optional.empty();
      }
      Instant horizon = account.customer().tokensValidFrom();
      Instant at = horizon != null && horizon.isAfter(store.now()) ? horizon : store.now();
      OAuthToken token =
          new OAuthToken(
              UUID.randomUUID(),
              wanted.customer(),
              wanted.client(),
              wanted.scope(),
              at,
              at.plus(wanted.lifetime()),
              null,
              OAuthToken.Usage.issuedFrom(wanted.from()));
      state.tokens.put(wanted.digest(), new Issued(token, signInVersion));
      Accounts.markTokenHolder(state, account);
      return Optional.of(token);
    });
  }

  @Override
  public Optional<Valid> findValid(Digest digest) {
    return store.with(state -> {
      Issued issued = state.tokens.get(digest);
      if (issued == null || !live(issued.token())) {
        return Optional.empty();
      }
      return customers
          .find(issued.token().customer())
          .filter(Customer::active)
          .filter(customer -> customer.signInVersion() == issued.signInVersion())
          .map(customer -> new Valid(issued.token(), customer));
    });
  }

  @Override
  public Optional<OAuthToken> find(Digest digest) {
    return store.with(state -> Optional.ofNullable(state.tokens.get(digest)).map(Issued::token));
  }

  @Override
  public List<OAuthToken> page(CustomerId customer, @Nullable Position after, int most) {
    return store.with(state ->
        state.tokens.values().stream()
            .map(Issued::token)
            .filter(token -> token.customer().equals(customer))
            .sorted(NEWEST_FIRST)
            .filter(token -> after == null || isAfter(token, after))
            .limit(most)
            .toList());
  }

  @Override
  public Optional<OAuthToken> find(CustomerId customer, UUID id) {
    return store.with(state ->
        state.tokens.values().stream()
            .map(Issued::token)
            .filter(token -> token.id().equals(id) && token.customer().equals(customer))
            .findFirst());
  }

  @Override
  public boolean revoke(UUID id) {
    return store.with(state -> end(state, issued -> issued.token().id().equals(id)) == 1);
  }

  @Override
  public int endOldestSignIns(CustomerId customer, int keep) {
    return store.with(state -> {
      Set<UUID> over =
          state.tokens.values().stream()
              .map(Issued::token)
              .filter(token -> token.customer().equals(customer))
              .filter(OAuthToken::isSignIn)
              .filter(this::live)
              .sorted(NEWEST_FIRST)
              .skip(keep)
              .map(OAuthToken::id)
              .collect(Collectors.toSet());
      return end(state, issued -> over.contains(issued.token().id()));
    });
  }

  @Override
  public TokenRevocation revokeAll(CustomerId customer, @Nullable UUID survivor) {
    return store.withinUnit(state -> {
      int revoked =
          end(
              state,
              issued ->
                  issued.token().customer().equals(customer)
                      && !issued.token().id().equals(survivor));
      Account account = state.accounts.get(customer);
      if (account == null) {
        throw new IllegalStateException("No customer to revoke tokens of");
      }
      Instant before = account.customer().tokensValidFrom();
      Instant horizon = before != null && before.isAfter(store.now()) ? before : store.now();
      Accounts.moveHorizon(state, account, horizon);
      long version = account.customer().signInVersion() + 1;
      state.tokens.replaceAll((_, issued) ->
          issued.token().id().equals(survivor) && issued.token().revokedAt() == null
              ? new Issued(issued.token(), version)
              : issued);
      return new TokenRevocation(revoked, horizon);
    });
  }

  private int end(State state, java.util.function.Predicate<Issued> which) {
    int ended = 0;
    for (Map.Entry<Digest, Issued> entry : state.tokens.entrySet()) {
      OAuthToken token = entry.getValue().token();
      if (which.test(entry.getValue()) && live(token)) {
        OAuthToken over =
            new OAuthToken(
                token.id(),
                token.customer(),
                token.client(),
                token.scope(),
                token.issuedAt(),
                token.expiresAt(),
                store.now(),
                token.usage());
        entry.setValue(new Issued(over, entry.getValue().signInVersion()));
        ended++;
      }
    }
    return ended;
  }

  private boolean live(OAuthToken token) {
    return token.revokedAt() == null && token.expiresAt().isAfter(store.now());
  }

  private static boolean isAfter(OAuthToken token, Position position) {
    return token.issuedAt().isBefore(position.issuedAt())
        || (token.issuedAt().equals(position.issuedAt())
            && token.id().toString().compareTo(position.id().toString()) > 0);
  }
}
