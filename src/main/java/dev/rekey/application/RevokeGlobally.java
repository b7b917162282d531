package dev.rekey.application;

import dev.rekey.application.port.Customers;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Origin;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.revocation.SubjectIdentifier;
import java.util.List;
import java.util.Set;

/// Another system, an identity provider or one that watches for incidents, ends everything that
/// somebody is signed in with (draft-parecki-oauth-global-token-revocation-06).
public final class RevokeGlobally {
  private final Customers customers;
  private final Revocations revocations;
  private final Set<String> issuers;
  private final UnitOfWork unitOfWork;

  /// @param issuers whose subjects are the customers' ids
  public RevokeGlobally(
      Customers customers, Revocations revocations, Set<String> issuers, UnitOfWork unitOfWork) {
    this.customers = customers;
    this.revocations = revocations;
    this.issuers = Set.copyOf(issuers);
    this.unitOfWork = unitOfWork;
  }

  /// Revokes every token of whoever `subject` is. Idempotent; who was never given a token has
  /// nothing to revoke, and yet no sign-in that is under way survives it.
  public Outcome revoke(SubjectIdentifier subject, Origin sender) {
    return switch (subject) {
      case SubjectIdentifier.IssuerAndSubject(String issuer, String theirs) ->
          issuers.contains(issuer)
              ? CustomerId.parse(theirs)
                  .map(id -> revoke(id, sender))
                  .orElseGet(Outcome.ImpossibleSubject::new)
              : new Outcome.UnknownIssuer();
      case SubjectIdentifier.Opaque(CustomerId id) -> revoke(id, sender);
      case SubjectIdentifier.Email(EmailAddress address) -> revoke(address, sender);
    };
  }

  private Outcome revoke(CustomerId id, Origin sender) {
    return told(
        id,
        unitOfWork.run(() ->
            customers
                .lock(id)
                .<Outcome>map(locked -> revoked(locked, sender))
                .orElseGet(Outcome.UnknownSubject::new)));
  }

  // one by one, so that nobody is waited for while another is held; each may be repeated
  private Outcome revoke(EmailAddress address, Origin sender) {
    Outcome outcome = new Outcome.UnknownSubject();
    for (Customer found : unitOfWork.run(() -> customers.findByEmail(address.digest()))) {
      Outcome one =
          unitOfWork.run(() ->
              customers
                  .lock(found.id())
                  // the address may have become another's meanwhile
                  .filter(locked -> locked.email().digest().equals(address.digest()))
                  .<Outcome>map(locked -> revoked(locked, sender))
                  .orElseGet(Outcome.UnknownSubject::new));
      outcome = told(found.id(), one) instanceof Outcome.Revoked ? one : outcome;
    }
    return outcome;
  }

  private Outcome told(CustomerId id, Outcome outcome) {
    if (outcome instanceof Outcome.Revoked) {
      List<String> _ = revocations.tellElsewhere(id);
    }
    return outcome;
  }

  private Outcome revoked(Customer customer, Origin sender) {
    revocations.revokeAllAsTold(customer, sender);
    return new Outcome.Revoked();
  }

  /// What became of it.
  public sealed interface Outcome {
    /// Nothing that was issued before counts any more.
    record Revoked() implements Outcome {}

    /// Nobody here is that.
    record UnknownSubject() implements Outcome {}

    /// What its issuer calls the subject is no id that an account can have.
    record ImpossibleSubject() implements Outcome {}

    /// The subject is another issuer's.
    record UnknownIssuer() implements Outcome {}
  }
}
