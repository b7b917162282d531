package dev.rekey.adapter.out.postgres;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/// The rows of `oauth_tokens`.
@ApplicationScoped
class OAuthTokenRows implements PanacheRepositoryBase<OAuthTokenRow, UUID> {}
