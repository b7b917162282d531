package dev.rekey.adapter.out.postgres;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

/// The rows of `customers`.
@ApplicationScoped
class CustomerRows implements PanacheRepositoryBase<CustomerRow, String> {}
