package dev.rekey.adapter.out.postgres;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/// The rows of `audit_events`.
@ApplicationScoped
class AuditEventRows implements PanacheRepositoryBase<AuditEventRow, Long> {}
