package dev.rekey.wiring;

import dev.rekey.adapter.out.postgres.BuiltIn;
import dev.rekey.application.customer.EraseCustomer;
import dev.rekey.application.customer.FindCustomers;
import dev.rekey.application.customer.PutCustomer;
import dev.rekey.application.customer.ReadAuditTrail;
import dev.rekey.application.password.PasswordChanges;
import dev.rekey.application.port.AuditTrail;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.application.port.customer.CustomerRegistry;
import dev.rekey.application.port.customer.Customers;
import dev.rekey.application.port.signin.Credentials;
import dev.rekey.application.revocation.Revocations;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// The use cases of customers.
class CustomerBeans {
  @Produces
  @Singleton
  FindCustomers findCustomers(Customers customers) {
    return new FindCustomers(customers);
  }

  @Produces
  @Singleton
  ReadAuditTrail readAuditTrail(Customers customers, AuditTrail audit) {
    return new ReadAuditTrail(customers, audit);
  }

  @Produces
  @Singleton
  PutCustomer putCustomer(
      @BuiltIn CustomerRegistry registry,
      Customers customers,
      Credentials credentials,
      PasswordChanges passwords,
      Revocations revocations,
      AuditTrail audit) {
    return new PutCustomer(registry, customers, credentials, passwords, revocations, audit);
  }

  @Produces
  @Singleton
  EraseCustomer eraseCustomer(
      @BuiltIn CustomerRegistry registry,
      Revocations revocations,
      AuditTrail audit,
      UnitOfWork unitOfWork) {
    return new EraseCustomer(registry, revocations, audit, unitOfWork);
  }
}
