package dev.rekey.fake;

import dev.rekey.application.port.signin.TokenUsage;
import dev.rekey.domain.ClientAddress;
import dev.rekey.domain.revocation.OAuthToken;
import dev.rekey.fake.InMemoryStore.Issued;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Notes uses in memory, at once.
public final class InMemoryTokenUsage implements TokenUsage {
  private final InMemoryStore store;

  public InMemoryTokenUsage(InMemoryStore store) {
    this.store = store;
  }

  @Override
  public void used(OAuthToken token, @Nullable ClientAddress from) {
    store.with(state -> {
      Instant before = token.usage().lastUsedAt();
      if (before == null || !before.plus(RESOLUTION).isAfter(store.now())) {
        state.tokens.replaceAll(
            (_, issued) -> issued.token().id().equals(token.id()) ? used(issued, from) : issued);
      }
      return true;
    });
  }

  private Issued used(Issued issued, @Nullable ClientAddress from) {
    OAuthToken one = issued.token();
    OAuthToken.Usage usage = one.usage();
    return new Issued(
        new OAuthToken(
            one.id(),
            one.customer(),
            one.client(),
            one.scope(),
            one.issuedAt(),
            one.expiresAt(),
            one.revokedAt(),
            new OAuthToken.Usage(
                usage.issuedFrom(), store.now(), from == null ? usage.lastUsedFrom() : from)),
        issued.signInVersion());
  }
}
