package dev.rekey.adapter.out.postgres;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/// The rows of `reset_tokens`.
@ApplicationScoped
class ResetTokenRows implements PanacheRepositoryBase<ResetTokenRow, byte[]> {}
