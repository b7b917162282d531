package dev.rekey.application;

import dev.rekey.application.port.Customers;
import dev.rekey.application.port.SpentCalls;
import dev.rekey.application.port.UnitOfWork;
import dev.rekey.domain.Origin;
import dev.rekey.domain.customer.Customer;
import dev.rekey.domain.customer.CustomerId;
import dev.rekey.domain.customer.EmailAddress;
import dev.rekey.domain.revocation.SignedCall;
import dev.rekey.domain.revocation.SubjectIdentifier;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Another system, an identity provider or one that watches for incidents, ends everything that
/// somebody is signed in with (draft-parecki-oauth-global-token-revocation-06).
public final class RevokeGlobally {
  private final Customers customers;
  private final Revocations revocations;
  private final SpentCalls spentCalls;
  private final Set<String> issuers;
  private final UnitOfWork unitOfWork;

  /// @param issuers whose subjects are the customers' ids
  public RevokeGlobally(
      Customers customers,
      Revocations revocations,
      SpentCalls spentCalls,
      Set<String> issuers,
      UnitOfWork unitOfWork) {
    this.customers = customers;
    this.revocations = revocations;
    this.spentCalls = spentCalls;
    this.issuers = Set.copyOf(issuers);
    this.unitOfWork = unitOfWork;
  }

  /// Revokes every token of whoever `subject` is. Idempotent; who was never given a token has
  /// nothing to revoke, and yet no sign-in that is under way survives it.
  ///
  /// @param call the call where its sender signed it: it is carried out once
  public Outcome revoke(SubjectIdentifier subject, Origin sender, @Nullable SignedCall call) {
    return switch (subject) {
      case SubjectIdentifier.IssuerAndSubject(String issuer, String theirs) -> {
        Optional<CustomerId> id = CustomerId.parse(theirs);
        if (!issuers.contains(issuer)) {
          yield new Outcome.UnknownIssuer();
        }
        yield id.isEmpty()
            ? new Outcome.ImpossibleSubject()
            : revoke(List.of(id.get()), _ -> true, sender, call);
      }
      case SubjectIdentifier.Opaque(CustomerId id) -> revoke(List.of(id), _ -> true, sender, call);
      case SubjectIdentifier.Email(EmailAddress address) ->
          // the address may become another's before the lock is held
          revoke(named(address), locked -> Objects.equals(address, locked.email()), sender, call);
    };
  }

  // in the order in which every other job locks them
  private List<CustomerId> named(EmailAddress address) {
    return unitOfWork.run(() -> customers.findByEmail(address)).stream()
        .map(Customer::id)
        .sorted(Comparator.comparing(CustomerId::value))
        .toList();
  }

  // all at once or none: a call that is spent with half of its work undone could not be repeated
  private Outcome revoke(
      List<CustomerId> named, Predicate<Customer> meant, Origin sender, @Nullable SignedCall call) {
    named.forEach(id -> LookUp.beforeRevocation(customers, revocations, id));
    Outcome outcome = unitOfWork.run(() -> revokeNow(named, meant, sender, call));
    if (outcome instanceof Outcome.Revoked) {
      named.forEach(revocations::tellElsewhere);
    }
    return outcome;
  }

  private Outcome revokeNow(
      List<CustomerId> named, Predicate<Customer> meant, Origin sender, @Nullable SignedCall call) {
    if (call != null && !spentCalls.spend(call)) {
      return new Outcome.AlreadySpent();
    }
    Outcome outcome = new Outcome.UnknownSubject();
    for (CustomerId id : named) {
      Optional<Customer> customer = customers.lock(id).filter(meant);
      if (customer.isPresent()) {
        revocations.revokeAllAsTold(customer.get(), sender);
        outcome = new Outcome.Revoked();
      }
    }
    return outcome;
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

    /// The very call was answered before.
    record AlreadySpent() implements Outcome {}
  }
}
